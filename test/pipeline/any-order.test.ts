import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeInstant, toIsoDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import { readFigure } from '../../shared/domain/form/figures.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import type { Deed } from '../../shared/domain/standing/acts/act.ts';
import { recordAct } from '../../shared/pipeline/record-act.ts';
import { rebuildAll } from '../../shared/pipeline/rebuild-all.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { receiveUpload, type Upload } from '../../shared/pipeline/receive-upload.ts';
import { recheckNeighbours } from '../../shared/pipeline/recheck-neighbour.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { acting } from '../support/acting.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const DISTRICTS = ['450205', '450202'];
const AGENCIES = DISTRICTS.flatMap((district) =>
  [`${district}-jyj`, `${district}-gaj`].map((id) => ({ id, district })),
);
const YEARS = [2022, 2023, 2024];
const REGIONS = ['000000', '450000', '450200', ...DISTRICTS].map((code) => ({ code, name: `区划${code}` }));
const ROSTER = AGENCIES.map(({ id, district }) => ({
  id,
  name: `机关${id}`,
  aliases: [],
  district,
  kind: 'department' as const,
  from: 2019,
  predecessors: [],
}));

const TEXT =
  '本机关把重大项目和民生工程的信息作为公开重点,每周由专人核对栏目的更新情况并留下记录;在办事大厅设立查询点,配备工作人员帮助老年人查找所需的文件;对申请较多的征收补偿事项主动公布流程、标准和结果,减少了同类申请;组织各股室学习条例,请法制机构讲解答复文书的写法。';
const OTHER_TEXT =
  '本年围绕营商环境发布惠企政策,在园区开设讲解;对历史文件逐份扫描编目,补齐早年缺少的目录;与档案馆互通查询窗口,一次申请即可得到两处答复;建立保密审查台账,由两人交叉复核后发布;答复文书统一编号,由法制机构逐件审核;公开专栏按主题重新编排,并设意见箱收集群众建议。';

let engines: TestEngines;
let run = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

/** One upload of a history: whose, for which year, and what is in it. */
const filing = fc.record({
  agency: fc.constantFrom(...AGENCIES),
  year: fc.constantFrom(...YEARS),
  content: fc.constantFrom('balanced', 'unbalanced', 'not json', 'other agency'),
  // Often the same again, also in other white space.
  received: fc.oneof(fc.constantFrom(5, 6), fc.nat({ max: 40 })),
  carriedIn: fc.nat({ max: 1 }),
  indent: fc.nat({ max: 1 }),
  /** Some agencies have the same, and keep it when they correct a figure. */
  text: fc.constantFrom(undefined, TEXT, TEXT, OTHER_TEXT),
  backfill: fc.boolean(),
});
type Filing = typeof filing extends fc.Arbitrary<infer T> ? T : never;

/**
 * An act of the office about one of the uploads, once that is received; some are withdrawn. Here are those alone that can be
 * done in any order: a demand, a confirmation and an answer are refused of what is not in force.
 */
const deed = fc.record({
  about: fc.nat({ max: 11 }),
  kind: fc.constantFrom('return' as const, 'return' as const, 'withhold' as const, 'note' as const),
  isWithdrawn: fc.boolean(),
});
type Acted = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** What happens to the events: each is delivered one to three times, in any order, some of them side by side. */
const delivery = fc.record({
  shuffle: fc.array(fc.nat({ max: 1_000_000 }), { minLength: 60, maxLength: 60 }),
  copies: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 20, maxLength: 20 }),
  lost: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
  sideBySide: fc.integer({ min: 1, max: 6 }),
  restless: fc.boolean(),
  tableLost: fc.boolean(),
});

function documentOf({
  agency,
  year,
  content,
  received,
  carriedIn,
  indent,
  text: overview,
}: Filing): Uint8Array {
  const document = aBalancedReport({
    agencyId: agency.id,
    district: agency.district,
    year,
    received,
    carriedIn,
  });
  if (content === 'unbalanced') document.applications.received.total += 1;
  if (overview !== undefined) document['narrative'] = { overview, problems: '信息更新不够及时。', other: '' };
  if (content === 'other agency') document.agency.id = 'somebody-else';
  const text = JSON.stringify(document, undefined, indent);
  return new TextEncoder().encode(content === 'not json' ? text.slice(0, -5) : text);
}

async function uploadAll(store: Store, filings: readonly Filing[]): Promise<Upload[]> {
  const uploads: Upload[] = [];
  for (const [i, each] of filings.entries()) {
    const place = placeOf(each);
    const lane = each.backfill ? 'backfill' : 'inbox';
    const receivedAt = each.backfill ? backfilledAt(each, i) : undefined;
    const { versionId } = await store.bucket.upload(lane, place, documentOf(each), receivedAt);
    uploads.push({ key: makeDocumentKey(lane, place), versionId, sequencer: String(versionId) });
  }
  return uploads;
}

/** Some of it before the deadline of 31 January, some after. */
const backfilledAt = ({ year }: Filing, i: number): Instant =>
  makeInstant(Date.UTC(year + 1, 0, 2 + ((i * 17) % 60)));

const placeOf = ({ agency, year }: Filing): Place => ({
  district: agency.district,
  agencyId: agency.id,
  year,
});

/** Each at an instant of its own; one about what the checks returned is refused in every history. */
async function actOn(store: Store, { kind, isWithdrawn }: Acted, on: Place, submissionId: string, i: number) {
  const deps = acting(store, makeInstant(Date.UTC(2025, 5, 1, 0, i)));
  const by = { kind: 'operator' } as const;
  const id = `act-${i}`;
  const deed: Deed =
    kind === 'return'
      ? { kind, submissionId, until: toIsoDay('2025-12-31') }
      : kind === 'note'
        ? { kind }
        : { kind, submissionId };
  const { kind: done } = await recordAct(deps, { id, by, on, why: '理由', ...deed });
  if (done === 'refused' || !isWithdrawn) return;
  await recordAct(deps, { id: `${id}-undone`, by, on, why: '误', kind: 'withdraw', act: id });
}

describe('a history of uploads and acts', () => {
  it('ends in the same state in any order, repeated, delayed, side by side, or with its events lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(filing, { minLength: 1, maxLength: 12 }),
        fc.array(deed, { maxLength: 3 }),
        delivery,
        async (filings, deeds, how) => {
          // A bucket of its own for each history, since reconciliation reads all of it.
          const history = { ...engines, bucket: await aBucket(engines, `history-${++run}`) };
          const plain = await aStore(history, { regions: REGIONS, roster: ROSTER });
          const disturbed = await aStore(history, { regions: REGIONS, roster: ROSTER });
          const uploads = await uploadAll(plain, filings);
          const places = AGENCIES.flatMap(({ id, district }) =>
            YEARS.map((year) => ({ district, agencyId: id, year })),
          );

          const acts = deeds.map((one, i) => {
            const about = one.about % filings.length;
            const [filed, upload] = [filings[about]!, uploads[about]!];
            const on = placeOf(filed);
            return { upload, does: (store: Store) => actOn(store, one, on, String(upload.versionId), i) };
          });

          for (const upload of uploads) await receiveUpload(plain, upload);
          for (const { does } of acts) await does(plain);
          await settle(plain, places);

          const delivered = uploads
            .flatMap((upload, i) =>
              how.lost[i] ? [] : Array.from({ length: how.copies[i] ?? 1 }, () => upload),
            )
            .map((upload, i) => ({ upload, at: how.shuffle[i] ?? i }))
            .sort((a, b) => a.at - b.at)
            .map(({ upload }) => upload);
          for (let from = 0; from < delivered.length; from += how.sideBySide) {
            const batch = delivered.slice(from, from + how.sideBySide);
            const known = delivered.slice(0, from);
            await Promise.all([
              ...batch.map((upload) => receiveUpload(disturbed, upload)),
              // Again and again, in another order than they were done in, beside the uploads.
              ...acts
                .filter(({ upload }) => known.includes(upload))
                .toReversed()
                .map(({ does }) => does(disturbed)),
              // Roll-up and recheck run whenever they please.
              ...(how.restless
                ? places
                    .slice(0, 2)
                    .flatMap((place) => [
                      recheckNeighbours(disturbed, [place]),
                      recomputeRegion(disturbed.table, place.district, place.year),
                    ])
                : []),
            ]);
          }
          await reconcile(disturbed, { graceMs: 0 });
          for (const { does } of acts.toReversed()) await does(disturbed);
          await settle(disturbed, places);

          const [expected, actual] = [await plain.state(), await disturbed.state()];
          expect(withoutOrders(actual)).toEqual(withoutOrders(expected));

          // And so does a table that is lost: the bucket has the uploads, and the acts.
          if (how.tableLost) {
            const lost = await aStore(history, { regions: REGIONS, roster: ROSTER });
            expect((await rebuildAll(lost, YEARS)).failures).toEqual([]);
            await settle(lost, places);
            expect(withoutOrders(await lost.state())).toEqual(withoutOrders(expected));
          }
          for (const year of YEARS) {
            const nation = (await disturbed.table.regionYears('000000', [year], [])).years.get(year);
            const sum = nation?.figures;
            expect({
              accepted: nation?.reports.accepted,
              returned: nation?.reports.returned,
              late: nation?.reports.late,
              received: sum && readFigure(sum, '/applications/received/total'),
            }).toEqual(plainly(filings, deeds, year));
          }
        },
      ),
      { numRuns: Number(process.env['GOUJI_PROPERTY_RUNS'] ?? 12), endOnFailure: true },
    );
  }, 600_000);
});

/** The same history told by a plain loop, without the product's code. */
function plainly(filings: readonly Filing[], deeds: readonly Acted[], year: number) {
  const returned = deeds
    .filter(({ kind, isWithdrawn }) => kind === 'return' && !isWithdrawn)
    .map(({ about }) => about % filings.length);
  const told = { accepted: 0, returned: 0, late: 0, received: 0 };
  const numbered = filings.map((filing, i) => ({ ...filing, i })).filter((filing) => filing.year === year);
  for (const versions of Map.groupBy(numbered, ({ agency }) => agency.id).values()) {
    const at = (version: Filing & { i: number }) =>
      version.backfill ? Date.UTC(year + 1, 0, 2 + ((version.i * 17) % 60)) : Number.MAX_SAFE_INTEGER;
    // Backfilled ones are older than uploaded ones, and sorted by when they were received.
    const accepted = versions
      .filter(({ content }) => content === 'balanced')
      .sort((a, b) => at(a) - at(b) || a.i - b.i);
    // Out of force: what was returned, and what said the same before it.
    const newest = accepted.findLast(
      (version, place) =>
        !accepted.some(
          (named, later) =>
            returned.includes(named.i) &&
            later >= place &&
            (named === version ||
              (named.received === version.received &&
                named.carriedIn === version.carriedIn &&
                named.text === version.text)),
        ),
    );
    if (newest) {
      told.accepted += 1;
      told.received += newest.received;
    } else {
      told.returned += 1;
    }
    // By the first acceptable one, where one is in force.
    if (newest && at(accepted[0]!) >= Date.UTC(year + 1, 0, 31, 16)) told.late += 1;
  }
  return told;
}

/** Rules that compare a report with others. */
const COMPARES = /^(?:Y|Q3$|T15$)/;
/**
 * A version whose event was lost gets a place between its neighbours, not S3's sequencer; what it decides must agree.
 * That a comparison fired once tells of what had arrived by then, and so does what a submission keeps of one. Texts that are
 * in force no more are looked for where the stream tells of them.
 */
function withoutOrders(state: Map<string, unknown>): unknown {
  return JSON.parse(
    JSON.stringify(
      [...state].filter(([key]) => !key.startsWith('narrative#')),
      (key, value: unknown) => {
        if (key === 'order' || key === 'repetitions') return undefined;
        if (key === 'accepted' && typeof value === 'object') return { ...value, copiedFrom: undefined };
        if (key === 'fired') return (value as string[]).filter((rule) => !COMPARES.test(rule));
        if (key !== 'signal') return value;
        const tallies = Object.entries(JSON.parse(String(value)) as Record<string, unknown>);
        return tallies.filter(([rule]) => !COMPARES.test(rule.split('.').at(-1) ?? ''));
      },
    ),
    (key, value: unknown) => {
      const isEmpty =
        (key === 'signal' && (value as unknown[]).length === 0) ||
        (key === 'rules' && (value as { fired?: string[] }).fired?.length === 0);
      return isEmpty ? undefined : value;
    },
  );
}
