/** What a report is compared with beyond itself: last year's, those it was merged from, its region's total. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUES } from '../../shared/domain/form/catalogue.ts';
import { noFigures } from '../../shared/domain/form/figures.ts';
import { listShownFindings } from '../../shared/domain/verdict/findings-shown.ts';
import { comparedWithTotal } from '../../shared/contracts/events/stream-event.ts';
import { splitIntoBands } from '../../shared/domain/narrative/narrative-fingerprint.ts';
import { TEXT_RULES_SINCE } from '../../shared/domain/rules/text-rules-since.ts';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { recheckReports } from '../../shared/pipeline/recheck-neighbour.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { readSurroundings } from '../../shared/pipeline/surroundings.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { DISTRICT, aDesk, member, type DeskFiling } from '../support/a-desk.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

type Document = Parameters<NonNullable<DeskFiling['change']>>[0];

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const IN = '/applications/carriedIn';

describe('last year’s report', () => {
  it('re-checks this year’s when it is corrected, and the state and the lists follow', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2 });
    await desk.file({ id: 'aa', year: 2024, carriedIn: 2 });
    const flagged = async () =>
      (await desk.store.table.regionYears('000000', [2024], [])).years.get(2024)?.reports.flagged;
    expect(await flagged()).toBe(0);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 3 });
    expect(await desk.comparisons('aa', 2024)).toEqual([`Y1 ${IN}/naturalPerson 2 3`, `Y1 ${IN}/total 2 3`]);
    expect(await flagged()).toBe(1);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2 });
    expect(await flagged()).toBe(0);
  });

  it('is compared with when it arrives after this year’s', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2024, carriedIn: 2 });
    expect(await desk.comparisons('aa', 2024)).toEqual([]);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 5 });
    expect((await desk.item('aa', 2024)).inForce?.openWarnings).toBe(2);
  });
});

describe('a returned report', () => {
  const spoil = (document: { applications: { received: { total: number } } }): void => {
    document.applications.received.total += 1;
  };
  /** What page and API show of the newest submission. */
  async function shown(desk: Awaited<ReturnType<typeof aDesk>>): Promise<string[]> {
    const item = await desk.item('aa', 2024);
    const place = { district: DISTRICT, agencyId: 'aa', year: 2024 };
    const [newest] = await desk.store.table.submissions(place);
    if (!newest) throw new Error('nothing came');
    const before = await desk.store.table.agencyYearsAt([{ ...place, year: 2023 }]);
    const around = (await readSurroundings(desk.store.table, [item], before))(item);
    return listShownFindings(newest, item, around).map(({ rule }) => rule);
  }

  it('is compared with last year’s in its receipt, after what it was returned for', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2 });
    const receipt = await desk.file({ id: 'aa', year: 2024, carriedIn: 3, change: spoil });
    expect(receipt.outcome).toBe('returned');
    expect(receipt.findings.map(({ rule }) => rule)).toEqual(['A1', 'A2', 'Y1', 'Y1']);
    expect(receipt.notCompared).toBeUndefined();
    expect(await shown(desk)).toEqual(['A1', 'A2', 'Y1', 'Y1']);
  });

  it('is compared afresh on page and API when last year’s comes later or is corrected; its receipt stays', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    const receipt = await desk.file({ id: 'aa', year: 2024, carriedIn: 3, change: spoil });
    expect(await shown(desk)).toEqual(['A1', 'A2']);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2 });
    expect(await shown(desk)).toEqual(['A1', 'A2', 'Y1', 'Y1']);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 3 });
    expect(await shown(desk)).toEqual(['A1', 'A2']);
    expect(await desk.store.bucket.receipt(receipt.key, receipt.submissionId)).toEqual(receipt);
    // Nothing of it is in force, and so nothing flagged.
    expect((await desk.item('aa', 2024)).inForce).toBeUndefined();
  });

  it('for S rules says that it was not compared, or not all of it; for its sums or its credit code it does not', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2 });
    const file = (change: (document: Document) => void) =>
      desk.file({ id: 'aa', year: 2024, carriedIn: 3, change });
    const partly = await file(({ applications }) => Object.assign(applications.received, { other: '三' }));
    expect(partly.findings.map(({ rule }) => rule)).toEqual(['S2', 'Y1', 'Y1']);
    expect(partly.notCompared?.zh).toContain('上年度报告');
    const elsewhere = await file((document) => Object.assign(document, { year: 2022 }));
    expect(elsewhere.findings.map(({ rule }) => rule)).toEqual(['S3']);
    expect(elsewhere.notCompared?.en).toContain('last year');
    const sums = await file(spoil);
    expect(sums.notCompared).toBeUndefined();
  });
});

const MERGED = [
  member('pp', { to: 2023 }),
  member('qq', { to: 2023 }),
  member('mm', { from: 2024, predecessors: ['pp', 'qq'] }),
];

describe('an agency merged from others', () => {
  it('opens with the sum of what they carried out, and is checked again when one of them is corrected', async () => {
    const desk = await aDesk(engines, MERGED);
    await desk.file({ id: 'mm', year: 2024, carriedIn: 5 });
    await desk.file({ id: 'pp', year: 2023, carriedOut: 2 });
    // Half of them say nothing yet.
    expect(await desk.comparisons('mm', 2024)).toEqual([]);
    await desk.file({ id: 'qq', year: 2023, carriedOut: 3 });
    expect(await desk.comparisons('mm', 2024)).toEqual([]);
    await desk.file({ id: 'qq', year: 2023, carriedOut: 4 });
    expect(await desk.comparisons('mm', 2024)).toEqual([`Y1 ${IN}/naturalPerson 5 6`, `Y1 ${IN}/total 5 6`]);
    expect((await desk.item('mm', 2024)).inForce?.openWarnings).toBe(2);
    const receipt = await desk.file({ id: 'mm', year: 2024, carriedIn: 5, received: 11 });
    expect(receipt.findings.find(({ rule }) => rule === 'Y1')?.message.zh).toContain('并入各机关上年报告');
    await desk.file({ id: 'mm', year: 2024, carriedIn: 6 });
    expect((await desk.item('mm', 2024)).inForce?.openWarnings).toBe(0);
  });

  it('that existed before opens with its own cases, too; the year after continues its own', async () => {
    const desk = await aDesk(engines, [member('pp', { to: 2022 }), member('mm', { predecessors: ['pp'] })]);
    await desk.file({ id: 'pp', year: 2022, carriedOut: 2 });
    await desk.file({ id: 'mm', year: 2022, carriedOut: 3 });
    await desk.file({ id: 'mm', year: 2023, carriedIn: 3, carriedOut: 1 });
    expect(await desk.comparisons('mm', 2023)).toEqual([`Y1 ${IN}/naturalPerson 3 5`, `Y1 ${IN}/total 3 5`]);
    await desk.file({ id: 'mm', year: 2024, carriedIn: 1 });
    expect(await desk.comparisons('mm', 2024)).toEqual([]);
  });

  it('is known on both sides, whichever was loaded last, and forgotten when the roster drops it', async () => {
    const [p, q, m] = MERGED as [
      ReturnType<typeof member>,
      ReturnType<typeof member>,
      ReturnType<typeof member>,
    ];
    const desk = await aDesk(engines, [member('pp'), q]);
    const { table, now } = desk.store;
    const load = (...entries: ReturnType<typeof member>[]) => loadRoster(table, entries, now());
    await load(m);
    // p still has no last year, so nothing is handed on by it.
    expect((await desk.item('mm', 2024)).opensWith).toEqual([{ district: DISTRICT, agencyId: 'qq' }]);
    await load(p);
    expect((await desk.item('mm', 2024)).opensWith?.map(({ agencyId }) => agencyId)).toEqual(['pp', 'qq']);
    expect((await desk.item('pp', 2023)).handsTo).toEqual([{ district: DISTRICT, agencyId: 'mm' }]);
    await load({ ...m, predecessors: ['qq'] });
    expect((await desk.item('mm', 2024)).opensWith?.map(({ agencyId }) => agencyId)).toEqual(['qq']);
    expect((await desk.item('pp', 2023)).handsTo).toBeUndefined();
    expect((await table.roster('pp'))?.successors).toBeUndefined();
  });
});

describe('a consolidated report', () => {
  const roster = [member('aa'), member('bb'), member('whole', { kind: 'consolidated' })];

  it('is compared cell by cell once every agency is accepted, and follows each change of the total', async () => {
    const desk = await aDesk(engines, roster);
    await desk.file({ id: 'aa', year: 2024, received: 10 });
    await desk.file({ id: 'whole', year: 2024, received: 15 });
    expect(await desk.comparisons('whole', 2024)).toEqual([]);
    await desk.file({ id: 'bb', year: 2024, received: 6 });
    const cells = ['received', 'results/granted', 'results/total'].flatMap((row) =>
      ['naturalPerson', 'total'].map((column) => `C1 /applications/${row}/${column} 15 16`),
    );
    expect(await desk.comparisons('whole', 2024)).toEqual(cells);
    expect((await desk.item('whole', 2024)).inForce?.openWarnings).toBe(6);
    await desk.file({ id: 'bb', year: 2024, received: 5 });
    expect((await desk.item('whole', 2024)).inForce?.openWarnings).toBe(0);
    expect((await verifyYear(desk.store.table, desk.store.bucket, 2024)).discrepancies).toEqual([]);
  });

  it('of a city is held against those of its counties, and follows each change of theirs', async () => {
    const desk = await aDesk(engines, [
      ...roster,
      member('city', { kind: 'consolidated', district: '450200' }),
      member('own', { district: '450200' }),
    ]);
    const city = { district: '450200', year: 2024 };
    const { table } = desk.store;
    const place = { district: '450200', agencyId: 'city', year: 2024 };
    /** As the stream does it: whose report came, and the totals above. */
    const follow = async (id: string, district = DISTRICT): Promise<void> => {
      await recheckReports(desk.store, [{ place: { district, agencyId: id, year: 2024 } }]);
      for (const code of [DISTRICT, '450200']) await recomputeRegion(table, code, 2024);
    };
    const said = async (): Promise<string[]> =>
      ((await table.agencyYearsAt([place]))(place)?.inForce?.openContextual ?? []).map(
        ({ message }) => message.zh,
      );
    await desk.receive({ id: 'aa', year: 2024, received: 10 });
    await desk.receive({ id: 'bb', year: 2024, received: 6 });
    await desk.receive({ id: 'whole', year: 2024, received: 18 });
    await desk.receive({ id: 'own', ...city, received: 4 });
    await follow('aa');
    await desk.receive({ id: 'city', ...city, received: 22 });
    await follow('city', '450200');
    expect((await said())[0]).toContain(`差在区划${DISTRICT}(汇总报告填 18,其各机关之和 16)`);
    await desk.receive({ id: 'whole', year: 2024, received: 16 });
    await follow('whole');
    expect((await said())[0]).toContain('填的是 22,本地区各机关报告之和是 20。请核对');
    const past = (await readTableAt(table, desk.store.now()).agencyYearsAt([place]))(place);
    expect(past?.inForce?.openContextual?.map(({ message }) => message.zh)).toEqual(await said());
    await desk.receive({ id: 'city', ...city, received: 20 });
    await follow('city', '450200');
    expect(await said()).toEqual([]);
  });

  it('is named by its region’s total, so that the stream tells whom to compare', async () => {
    const desk = await aDesk(engines, roster);
    await desk.settle();
    const { years } = await desk.store.table.regionYears(DISTRICT, [2024], []);
    expect(years.get(2024)?.consolidated).toEqual(['whole']);
    const record = {
      dynamodb: {
        Keys: { pk: { S: '450200#2024' }, sk: { S: `region#${DISTRICT}` } },
        NewImage: { code: { S: DISTRICT }, year: { N: '2024' }, consolidated: { L: [{ S: 'whole' }] } },
      },
    };
    expect(comparedWithTotal(record)).toEqual([
      { place: { district: DISTRICT, agencyId: 'whole', year: 2024 }, what: 'total' },
    ]);
    const agency = { ...record.dynamodb, Keys: { pk: { S: '450205#2024' }, sk: { S: 'agency#aa' } } };
    expect(comparedWithTotal({ dynamodb: agency })).toEqual([]);
  });

  it('of a published selection is not compared: its roster is not the whole region', async () => {
    const desk = await aDesk(engines, [
      member('aa'),
      member('whole', { kind: 'consolidated', dataset: 'published' }),
    ]);
    await desk.file({ id: 'aa', year: 2024, received: 10 });
    await desk.file({ id: 'whole', year: 2024, received: 15 });
    expect(await desk.comparisons('whole', 2024)).toEqual([]);
    expect((await desk.item('whole', 2024)).inForce?.openWarnings).toBe(0);
  });

  it('adds nothing to the total', async () => {
    const desk = await aDesk(engines, [member('whole', { kind: 'consolidated' })]);
    await desk.file({ id: 'whole', year: 2024, received: 15 });
    const total = (await desk.store.table.regionYears(DISTRICT, [2024], [])).years.get(2024);
    expect(total === undefined || total.reports.expected).not.toBe(1);
    if (total) expect(total.figures).toEqual(noFigures('2021'));
    expect(CATALOGUES['2021'].cells.length).toBeGreaterThan(0);
  });
});

/** When the rules on texts are in force. */
const TEXT_RULES_AT = `${TEXT_RULES_SINCE}T00:00:00Z`;
const TEXT = [
  '把重大项目和民生工程的信息作为公开重点,每周由专人核对栏目的更新情况并留下记录。',
  '在办事大厅设立查询点,配备工作人员帮助老年人查找所需的文件。',
  '对申请较多的征收补偿事项主动公布流程、标准和结果,减少了同类申请。',
].join('');
const says =
  (overview: string) =>
  (document: Record<string, unknown>): void => {
    document['narrative'] = {
      overview,
      problems: '有的栏目更新偏慢,解读材料形式单一,申请渠道还不够多样。',
      other: '',
    };
  };

describe('a copied narrative', () => {
  const text = (year: number, count: number): string => `${year}年,${TEXT}全年收到申请${count}件。`;
  const OTHER =
    '本年围绕营商环境发布惠企政策,在园区开设讲解;对历史文件逐份扫描编目,补齐早年缺少的目录;与档案馆互通查询窗口,一次申请即可得到两处答复;建立保密审查台账,由两人交叉复核后发布。';

  it('is found beside last year’s, with the passage in the receipt', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2023, change: says(text(2023, 10)), at: '2024-01-10T00:00:00Z' });
    const receipt = await desk.file({
      id: 'aa',
      year: 2024,
      change: says(text(2024, 10)),
      at: '2025-01-10T00:00:00Z',
    });
    const finding = receipt.findings.find(({ rule }) => rule === 'Q3');
    expect(finding).toMatchObject({ severity: 'warning', path: '/narrative', found: 100 });
    expect(finding?.message.zh).toContain('本机关 2023 年度报告');
    expect(text(2024, 10).slice(finding?.passage?.start, finding?.passage?.end)).toContain('重大项目');
    expect((await desk.item('aa', 2024)).inForce?.openWarnings).toBe(1);
    await desk.file({ id: 'aa', year: 2023, change: says(OTHER), at: '2024-02-10T00:00:00Z' });
    expect((await desk.item('aa', 2024)).inForce?.openWarnings).toBe(0);
  });

  it.each([
    { whose: 'aa', year: 2023, names: '本机关 2023 年度报告' },
    { whose: 'bb', year: 2024, names: '机关bb' },
  ])(
    'is found in a report that is returned, too: that of $whose for $year',
    async ({ whose, year, names }) => {
      const desk = await aDesk(engines, [member('aa'), member('bb')]);
      await desk.file({ id: whose, year, change: says(text(year, 10)), at: `${year + 1}-01-10T00:00:00Z` });
      const { outcome, findings } = await desk.file({
        id: 'aa',
        year: 2024,
        at: '2025-01-11T00:00:00Z',
        change: (document) => {
          says(text(2024, 10))(document);
          document.applications.received.total += 1;
        },
      });
      expect(outcome).toBe('returned');
      expect(findings.find(({ rule }) => rule === 'Q3')?.message.zh).toContain(names);
    },
  );

  it('is not quoted where it bears private data of a person', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    const named = `王小明(身份证450205199003071232)${TEXT}`;
    await desk.file({ id: 'aa', year: 2023, change: says(TEXT), at: '2024-01-10T00:00:00Z' });
    const receipt = await desk.file({ id: 'aa', year: 2024, change: says(named), at: TEXT_RULES_AT });
    expect(receipt.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['T4', 'Q3']));
    expect(JSON.stringify(receipt)).not.toMatch(/王小明|重大项目/);
    expect(receipt.findings.every(({ passage }) => passage === undefined)).toBe(true);
  });

  it('of another agency is the later one’s, whichever arrives first, until the earlier one says something else', async () => {
    const desk = await aDesk(engines, [member('aa'), member('bb'), member('cc')]);
    const open = async (id: string) => (await desk.item(id, 2024)).inForce?.openWarnings;
    await desk.file({ id: 'bb', year: 2024, change: says(text(2024, 10)), at: '2025-01-12T00:00:00Z' });
    expect(await open('bb')).toBe(0);
    // Received before, processed after.
    await desk.file({ id: 'aa', year: 2024, change: says(text(2024, 10)), at: '2025-01-10T00:00:00Z' });
    expect([await open('aa'), await open('bb')]).toEqual([0, 1]);
    const receipt = await desk.file({
      id: 'cc',
      year: 2024,
      change: says(text(2024, 10)),
      at: '2025-01-14T00:00:00Z',
    });
    expect(receipt.findings.find(({ rule }) => rule === 'Q3')?.message.zh).toContain(
      '机关aa(aa)的 2024 年度报告',
    );
    await desk.file({ id: 'aa', year: 2024, change: says(OTHER), at: '2025-01-20T00:00:00Z' });
    expect([await open('aa'), await open('bb'), await open('cc')]).toEqual([0, 0, 1]);
    expect(await desk.comparisons('cc', 2024)).toEqual(['Q3 /narrative 100 null']);
    expect((await desk.item('cc', 2024)).inForce?.copiedFrom?.agencyId).toBe('bb');
  });

  it('is not taken for that of an entry which a lost event left behind, and that goes', async () => {
    const desk = await aDesk(engines, [member('aa'), member('bb')]);
    await desk.file({ id: 'bb', year: 2024, change: says(text(2024, 10)), at: '2025-01-12T00:00:00Z' });
    const { inForce } = await desk.item('bb', 2024);
    const entry = {
      agencyId: 'aa',
      name: '机关aa',
      district: DISTRICT,
      year: 2024,
      receivedAt: makeInstant(Date.UTC(2025, 0, 2)),
      order: 'a',
      submissionId: 'gone',
      sha256: 'gone',
      fingerprint: inForce?.narrative ?? '',
    };
    await desk.store.table.putNarrative(entry);
    await desk.settle();
    expect((await desk.item('bb', 2024)).inForce?.copiedFrom).toBeUndefined();
    const holders = await desk.store.table.narrativeHolders(2024, splitIntoBands(entry.fingerprint));
    expect(holders.map(({ agencyId }) => agencyId)).toEqual(['bb']);
  });

  it('costs the same reads however many have it', async () => {
    const ids = Array.from({ length: 12 }, (_, i) => `copy-${i}`);
    const desk = await aDesk(
      engines,
      ids.map((id) => member(id)),
    );
    for (const [i, id] of ids.entries())
      await desk.receive({ id, year: 2024, change: says(text(2024, 10)), at: `2025-01-${10 + i}T00:00:00Z` });
    await desk.settle();
    const bands = splitIntoBands((await desk.item('copy-0', 2024)).inForce?.narrative ?? '');
    expect(bands).toHaveLength(3);
    const holders = await desk.store.table.narrativeHolders(2024, bands, 6);
    expect(holders.map(({ agencyId }) => agencyId)).toEqual(ids.slice(0, 6));
    expect((await desk.item('copy-11', 2024)).inForce?.copiedFrom?.agencyId).toBe('copy-0');
  });
});

describe('the signal of a rule', () => {
  it('counts over the whole table where it fired, was corrected and was explained, by kind', async () => {
    const desk = await aDesk(engines, [member('aa'), member('bb', { kind: 'township' }), member('cc')]);
    const spoil = (document: { applications: { received: { total: number } } }): void => {
      document.applications.received.total += 1;
    };
    await desk.file({ id: 'aa', year: 2024, change: spoil, at: '2025-01-10T00:00:00Z' });
    await desk.file({ id: 'bb', year: 2024, change: spoil, at: '2025-01-10T00:00:00Z' });
    await desk.file({ id: 'aa', year: 2024, at: '2025-01-11T00:00:00Z' });
    await desk.file({ id: 'cc', year: 2023, carriedOut: 1, at: '2024-01-10T00:00:00Z' });
    await desk.file({
      id: 'cc',
      year: 2024,
      at: '2025-01-10T00:00:00Z',
      explanations: ['naturalPerson', 'total'].map((column) => ({
        rule: 'Y1',
        path: `${IN}/${column}`,
        text: '已并案。',
      })),
    });
    const nation = (await desk.store.table.regionYears('000000', [2024], [])).years.get(2024);
    expect(Object.fromEntries(nation?.signal ?? [])).toEqual({
      'department.A1': { fired: 1, corrected: 1, explained: 0 },
      'department.A2': { fired: 1, corrected: 1, explained: 0 },
      'department.Y1': { fired: 1, corrected: 0, explained: 1 },
      'township.A1': { fired: 1, corrected: 0, explained: 0 },
      'township.A2': { fired: 1, corrected: 0, explained: 0 },
    });
  });
});
