/** A state's word has one number, on whichever page, in whichever mail or file it stands. */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSummaryTables } from '../../cli/summary-tables.ts';
import { writeComplianceCsv } from '../../shared/letters/compliance-csv.ts';
import { writeComplianceHtml } from '../../shared/letters/compliance-html.ts';
import { writeMailContent } from '../../shared/letters/compliance-mails.ts';
import { LIST_WORDS } from '../../shared/domain/compliance/state-words.ts';
import { complianceAt } from '../../shared/pipeline/compliance-at.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { rowOf, textOf } from '../support/read-html.ts';
import {
  listHeading,
  numbersInCsv,
  numbersInHeadings,
  numbersOnPage,
  WORDS,
  type Numbers,
} from '../support/state-numbers.ts';
import { DISTRICT, NOW, startWebScene, type WebScene } from '../support/web-scene.ts';

const STATE_LISTS = ['missing', 'returned', 'late', 'flagged', 'accepted'] as const;

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  // Reports about whole regions in every state, which would show in any number that counts them.
  const consolidated = ['hz-missing', 'hz-returned', 'hz-flagged'].map((id): RosterEntry => ({
    id,
    name: `汇总${id}`,
    kind: 'consolidated',
    district: DISTRICT,
    aliases: [],
    from: 2024,
    predecessors: [],
  }));
  await loadRoster(scene.store.table, consolidated, scene.store.now());
  const at = '2025-04-20T08:00:00Z';
  await scene.file({
    id: 'hz-returned',
    year: 2024,
    received: 3,
    at,
    change: (document) => {
      document.applications.received.total += 1;
    },
  });
  await scene.file({
    id: 'hz-flagged',
    year: 2024,
    received: 3,
    at,
    change: (document) => {
      document['narrative'] = { overview: '平稳。', problems: '无', other: '' };
    },
  });
});
afterAll(() => scene.stop());

const get = async (path: string): Promise<string> => {
  const response = await scene.app.request(path);
  expect({ path, status: response.status }).toEqual({ path, status: 200 });
  return response.text();
};

describe.each([DISTRICT, '450200', '450000'])('the words of %s', (code) => {
  const path = `/compliance/${code}/2024`;
  async function counted(): Promise<Numbers> {
    const { counts } = JSON.parse(await get(`/api/v1${path}`)) as { counts: Record<string, number> };
    return Object.fromEntries(
      STATE_LISTS.map((name) => [LIST_WORDS[name].zh, counts[name] ?? Number.NaN] as const),
    );
  }

  it('have the same numbers everywhere on the page, in its lists and their files', async () => {
    const numbers = await counted();
    expect(Object.keys(numbers).sort()).toEqual([...WORDS].sort());
    for (const [place, told] of Object.entries(numbersOnPage(await get(path)))) {
      expect(Object.keys(told).length, place).toBeGreaterThan(3);
      expect({ place, ...numbers, ...told }).toEqual({ place, ...numbers });
    }
    for (const name of STATE_LISTS) {
      const list = `${path}?list=${name}`;
      const count = numbers[LIST_WORDS[name].zh];
      expect([name, listHeading(await get(list))]).toEqual([name, count]);
      const csv = await get(`${path}.csv?list=${name}`);
      expect([name, csv.trim().split('\r\n').length - 1]).toEqual([name, count]);
      const { items } = JSON.parse(await get(`/api/v1${list}`)) as { items: unknown[] };
      expect([name, items.length]).toEqual([name, count]);
    }
    expect(numbersInCsv(await get(`${path}.csv`))).toEqual(numbers);
  });

  it('have them in the summary’s files, its mail and on a terminal', async () => {
    const numbers = await counted();
    const summary = (await complianceAt(scene.store.table, { code, year: 2024, now: NOW }))!;
    expect(numbersInCsv(writeComplianceCsv(summary, summary.agencies))).toEqual(numbers);
    const html = await writeComplianceHtml(summary);
    const mail = writeMailContent(
      { summary, siteUrl: undefined },
      { kind: 'digest', to: 'o', deadlines: [] },
    );
    for (const text of [
      textOf(html).replaceAll(/ (?=\uff08)/g, ''),
      mail.text,
      writeSummaryTables(summary),
    ]) {
      const told = numbersInHeadings(text);
      expect(Object.keys(told)).toContain('未报送');
      expect({ ...numbers, ...told }).toEqual(numbers);
    }
    expect(mail.subject).toContain(`${numbers['已接收']} / `);
    expect(rowOf(html, summary.region.name).slice(2, 6).map(Number)).toEqual(
      ['已接收', '待说明', '已退回', '未报送'].map((word) => numbers[word]),
    );
  });

  it('say how many reports about whole regions there are besides', async () => {
    const summary = (await complianceAt(scene.store.table, { code, year: 2024, now: NOW }))!;
    const mail = writeMailContent(
      { summary, siteUrl: undefined },
      { kind: 'digest', to: 'o', deadlines: [] },
    );
    const said = '另有汇总报告 4 份\uff0c不计入机构数';
    for (const text of [
      textOf(await get(path)),
      textOf(await writeComplianceHtml(summary)),
      mail.text,
      writeSummaryTables(summary),
    ])
      expect(text).toContain(said);
    expect(listHeading(await get(`${path}?kind=consolidated`))).toBe(4);
    const { consolidated } = JSON.parse(await get(`/api/v1${path}`)) as { consolidated: { kind: string }[] };
    expect(consolidated.map(({ kind }) => kind)).toEqual(Array.from({ length: 4 }, () => 'consolidated'));
  });

  it('agree with the region’s own page, and so does the number of the demonstration’s agencies', async () => {
    const numbers = await counted();
    const region = textOf(await get(`/regions/${code}/years/2024`));
    expect(region).toContain(`${numbers['已接收']} / `);
    const [banner] = /名册中 \d+ 个机构用于演示/.exec(region) ?? ['none'];
    expect(textOf(await get(path))).toContain(banner);
  });
});
