/** The operator's list of wrong phrases (rule T22): each report is judged by the one that held when it came. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PhraseLine } from '../../shared/contracts/files/phrases-file.ts';
import { parseInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { LoadEntry } from '../../shared/domain/roster/load-record.ts';
import type { WrongPhrases } from '../../shared/domain/narrative/phrase-list.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import {
  changedByPhrases,
  planPhrases,
  planUndoPhrases,
  writePhrases,
} from '../../shared/pipeline/load-phrases.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { aDesk, DISTRICT, member } from '../support/a-desk.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const instant = (text: string): Instant => {
  const parsed = parseInstant(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
const on = (minute: number): string => `2026-11-28T04:${String(minute).padStart(2, '0')}:00Z`;
const line = (wrong: string, right: string): PhraseLine => ({ wrong, right, source: '办公室通知' });

type Desk = Awaited<ReturnType<typeof aDesk>>;
async function load({ store }: Desk, minute: number, ...lines: PhraseLine[]) {
  const plan = await planPhrases(store.table, lines);
  await writePhrases(store.table, plan, instant(on(minute)));
  return changedByPhrases(plan);
}
async function undo({ store }: Desk, minute: number, entries: readonly LoadEntry<WrongPhrases>[]) {
  await writePhrases(store.table, await planUndoPhrases(store.table, entries), instant(on(minute)));
}
/** What is found wrong in a report that comes then, and was not to be corrected. */
async function found(desk: Desk, minute: number): Promise<readonly unknown[]> {
  const { findings } = await desk.receive({
    id: 'aa',
    year: 2025,
    received: 10 + minute,
    at: on(minute),
    change(document) {
      const overview = '全年政务公布工作平稳,信息公示栏按月更新,依申请公开件件有答复。';
      document['narrative'] = { overview, problems: '有的栏目更新偏慢,解读形式单一,下一步改进。', other: '' };
    },
  });
  return findings.filter(({ rule }) => rule === 'T22').map(({ expected }) => expected);
}

describe('wrong phrases that an operator loaded', () => {
  it('are found in what comes from then on, until they are withdrawn or taken back', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await load(desk, 10, line('政务公布', '政务公开'));
    const second = await load(desk, 20, line('政务公布', ''), line('信息公示栏', '信息公开栏'));
    expect(await found(desk, 5)).toEqual([]);
    expect(await found(desk, 15)).toEqual(['政务公开']);
    expect(await found(desk, 25)).toEqual(['信息公开栏']);
    await undo(desk, 30, second);
    expect(await found(desk, 35)).toEqual(['政务公开']);
    // Received before, processed after.
    expect(await found(desk, 24)).toEqual(['信息公开栏']);
    expect(await load(desk, 40, line('政务公布', '政务公开'))).toEqual([]);
  });

  it('change nothing that came before, whatever judges it again', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    const place = { district: DISTRICT, agencyId: 'aa', year: 2025 };
    expect(await found(desk, 5)).toEqual([]);
    await load(desk, 10, line('政务公布', '政务公开'));
    expect((await rebuildYear(desk.store, 2025)).mended).not.toContain('aa');
    expect((await desk.item('aa', 2025)).rules?.open).not.toContain('T22');
    expect(await found(desk, 15)).toEqual(['政务公开']);
    await load(desk, 20, line('政务公布', ''));
    const mended = (await rebuildYear(desk.store, 2025)).mended;
    expect(mended).not.toContain('aa');
    expect((await desk.item('aa', 2025)).rules?.open).toContain('T22');
    const openAt = async (minute: number) =>
      (await readTableAt(desk.store.table, instant(on(minute))).agencyYearsAt([place]))(
        place,
      )?.rules?.open.includes('T22');
    expect([await openAt(6), await openAt(16)]).toEqual([false, true]);
  });
});
