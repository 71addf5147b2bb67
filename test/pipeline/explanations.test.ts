import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findExplanation, stateOfWarning } from '../../shared/domain/standing/explanations.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { aDesk, member } from '../support/a-desk.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const CARRIED = [
  { rule: 'Y1', path: '/applications/carriedIn/naturalPerson', text: '上年漏报一件。' },
  { rule: 'Y1', path: '/applications/carriedIn/total', text: '上年漏报一件。' },
];
const empty = (document: Record<string, unknown>): void => {
  document['narrative'] = { overview: '全年工作平稳有序,各栏目按月核对更新。', problems: '无', other: '' };
};
const EMPTY = { rule: 'Q2', path: '/narrative/problems', text: '确无问题。' };

const OVERVIEW =
  '本机关把重大项目和民生工程的信息作为公开重点,每周由专人核对栏目的更新情况并留下记录;在办事大厅设立查询点,配备工作人员帮助老年人查找所需的文件;对申请较多的征收补偿事项主动公布流程、标准和结果,减少了同类申请;组织各股室学习条例,请法制机构讲解答复文书的写法。';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

type Desk = Awaited<ReturnType<typeof aDesk>>;
const open = async (desk: Desk, year = 2024) => (await desk.item('aa', year)).inForce?.openWarnings;

describe('an explanation of a warning', () => {
  it('holds through later uploads that leave its cells as they are, and need not be given again', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2 });
    await desk.file({ id: 'aa', year: 2024, carriedIn: 3 });
    expect(await open(desk)).toBe(2);
    await desk.file({ id: 'aa', year: 2024, carriedIn: 3, explanations: CARRIED });
    expect(await open(desk)).toBe(0);
    await desk.file({ id: 'aa', year: 2024, carriedIn: 3, received: 17 });
    expect(await open(desk)).toBe(0);
    expect((await desk.item('aa', 2024)).rules).toEqual({
      fired: ['D1', 'Y1'],
      open: ['D1'],
      explained: ['Y1'],
    });
  });

  it('lapses when its own cell changes, and holds again when that is undone', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2 });
    await desk.file({ id: 'aa', year: 2024, carriedIn: 3, explanations: CARRIED });
    await desk.file({ id: 'aa', year: 2024, carriedIn: 4 });
    expect(await open(desk)).toBe(2);
    const { explanations = [] } = await desk.item('aa', 2024);
    const warning = { rule: 'Y1', path: CARRIED[0]!.path, basis: JSON.stringify([4, 2]) };
    expect(findExplanation(warning, explanations)).toBeDefined();
    expect(stateOfWarning(warning, explanations)).toBe('lapsed');
    await desk.file({ id: 'aa', year: 2024, carriedIn: 3 });
    expect(await open(desk)).toBe(0);
  });

  it('that is carried along in the same words is not given anew; in other words it is', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2 });
    await desk.file({ id: 'aa', year: 2024, carriedIn: 3, explanations: CARRIED });
    await desk.file({ id: 'aa', year: 2024, carriedIn: 4, explanations: CARRIED });
    expect(await open(desk)).toBe(2);
    const anew = CARRIED.map((one) => ({ ...one, text: '上年漏报两件。' }));
    await desk.file({ id: 'aa', year: 2024, carriedIn: 4, explanations: anew });
    expect(await open(desk)).toBe(0);
  });

  it('of a copied text holds until one of the texts changes', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    const says = (document: Record<string, unknown>): void => {
      document['narrative'] = { overview: OVERVIEW, problems: '无重大问题,栏目更新偏慢。', other: '' };
    };
    const explanations = [{ rule: 'Q3', path: '/narrative', text: '职能和做法两年相同。' }];
    await desk.file({ id: 'aa', year: 2023, change: says });
    await desk.file({ id: 'aa', year: 2024, change: says });
    expect(await open(desk)).toBe(1);
    await desk.file({ id: 'aa', year: 2024, change: says, explanations });
    expect(await open(desk)).toBe(0);
    await desk.file({ id: 'aa', year: 2024, received: 11, change: says, explanations });
    expect(await open(desk)).toBe(0);
  });

  it('lapses when last year’s cell changes', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2 });
    await desk.file({ id: 'aa', year: 2024, carriedIn: 3, explanations: CARRIED });
    expect(await open(desk)).toBe(0);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 1 });
    expect(await open(desk)).toBe(2);
    // What is right needs no explanation, and none is missed.
    await desk.file({ id: 'aa', year: 2023, carriedOut: 3 });
    expect(await open(desk)).toBe(0);
    expect((await desk.item('aa', 2024)).rules).toEqual({ fired: ['D1', 'Y1'], open: ['D1'], explained: [] });
  });

  it('given before last year’s report had come is bound to the first comparison', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2024, carriedIn: 3, explanations: CARRIED });
    await desk.file({ id: 'aa', year: 2023, carriedOut: 2 });
    expect(await open(desk)).toBe(0);
    await desk.file({ id: 'aa', year: 2023, carriedOut: 1 });
    expect(await open(desk)).toBe(2);
  });

  it('holds in any order of events, and through a rebuild', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await desk.file({ id: 'aa', year: 2024, change: empty, received: 5 });
    // Received before it, and processed after it.
    await desk.file({
      id: 'aa',
      year: 2024,
      change: empty,
      explanations: [EMPTY],
      at: '2025-01-05T00:00:00Z',
    });
    const before = await desk.item('aa', 2024);
    expect(before.inForce?.openWarnings).toBe(0);
    const { mended } = await rebuildYear(desk.store, 2024);
    expect(mended).toEqual([]);
    // Taken away, they are found again in the archive.
    const { explanations: _explanations, ...without } = before;
    await desk.store.table.putAgencyYear({ ...without, revision: before.revision + 1 });
    expect((await rebuildYear(desk.store, 2024)).mended).toContain('aa');
    expect(await open(desk)).toBe(0);
  });

  it('explains nothing that was not there, nor an error', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    // It explains its own text, which says something: the empty one that follows is not what was explained.
    await desk.file({ id: 'aa', year: 2024, explanations: [EMPTY] });
    await desk.file({ id: 'aa', year: 2024, change: empty });
    expect(await open(desk)).toBe(1);
    const receipt = await desk.file({
      id: 'aa',
      year: 2024,
      explanations: [{ rule: 'A1', path: '/applications/received/total', text: '就是如此。' }],
      change: (document) => {
        document.applications.received.total += 1;
      },
    });
    expect(receipt.outcome).toBe('returned');
    expect(receipt.findings.map(({ rule }) => rule)).toContain('A1');
  });
});
