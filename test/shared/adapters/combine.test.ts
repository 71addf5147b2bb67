/** Requests that come at the same time are made as one, and nobody notices. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combine } from '../../../shared/adapters/table/combine.ts';
import { UnavailableError } from '../../../shared/errors.ts';

interface Ask {
  readonly id: number;
  readonly size: number;
  readonly changes: readonly string[];
}
const ask = (id: number, changes: readonly string[] = [], size = 1): Ask => ({ id, size, changes });

/** Each request answers after a moment; `fails` says which asks make theirs fail. */
function observed(most: number, fails: (ask: Ask) => Error | undefined = () => undefined) {
  const sent: number[][] = [];
  const log: string[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const request = combine<Ask, number>({
    most,
    countItems: ({ size }) => size,
    nameChanged: ({ changes }) => changes,
    async send(asks) {
      sent.push(asks.map(({ id }) => id));
      mostUnderWay = Math.max(mostUnderWay, ++underWay);
      for (const { id, changes } of asks) for (const thing of changes) log.push(`${thing} ${id}`);
      await new Promise((resolve) => setImmediate(resolve));
      for (const { id, changes } of asks) for (const thing of changes) log.push(`${thing} ${id} done`);
      underWay--;
      const error = asks.map(fails).find((one) => one !== undefined);
      if (error) throw error;
      return asks.map(({ id }) => id * 10);
    },
  });
  return { request, sent, log, mostUnderWay: () => mostUnderWay };
}

describe('combined requests', () => {
  it('are one where they come in one turn', async () => {
    const { request, sent } = observed(25);
    expect(await Promise.all([request(ask(1)), request(ask(2)), request(ask(3))])).toEqual([10, 20, 30]);
    expect(sent).toEqual([[1, 2, 3]]);
  });

  it('are no larger than one may be; what is larger goes alone', async () => {
    const { request, sent } = observed(4);
    await Promise.all([ask(1, [], 2), ask(2, [], 2), ask(3, [], 9), ask(4)].map(request));
    expect(sent).toEqual([[1, 2], [3], [4]]);
  });

  it('go together that come while two are under way', async () => {
    const requests: { readonly ids: readonly number[]; readonly end: () => void }[] = [];
    const request = combine<number, number>({
      most: 25,
      countItems: () => 1,
      send: (ids) =>
        new Promise((resolve) => requests.push({ ids, end: () => resolve(ids.map((id) => id * 10)) })),
    });
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const answers = [1, 2].map(async (id) => request(id));
    await turn();
    answers.push(request(3));
    await turn();
    answers.push(...[4, 5].map(request));
    await turn();
    expect(requests.map(({ ids }) => ids)).toEqual([[1, 2], [3]]);
    requests[0]?.end();
    expect(await answers[1]).toBe(20);
    await turn();
    expect(requests.map(({ ids }) => ids)).toEqual([[1, 2], [3], [4, 5]]);
    for (const { end } of requests) end();
    expect(await Promise.all(answers)).toEqual([10, 20, 30, 40, 50]);
  });

  it('of one that is refused leave the others their answers', async () => {
    const { request, sent } = observed(25, ({ id }) =>
      id === 2 ? new Error('too large an item') : undefined,
    );
    const answers = await Promise.allSettled([1, 2, 3].map((id) => request(ask(id))));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(sent).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it('with one that takes longer leave the others their answers; what it changes waits for it', async () => {
    const later = Promise.withResolvers<number>();
    const sent: number[][] = [];
    const request = combine<Ask, number>({
      most: 25,
      countItems: ({ size }) => size,
      nameChanged: ({ changes }) => changes,
      send: (asks) => {
        sent.push(asks.map(({ id }) => id));
        return Promise.resolve(asks.map(({ id }) => (id === 1 ? later.promise : id)));
      },
    });
    const slow = request(ask(1, ['a']));
    expect(await request(ask(2, ['b']))).toBe(2);
    const behind = request(ask(3, ['a']));
    expect(await request(ask(4, ['b']))).toBe(4);
    expect(sent).toEqual([[1, 2], [4]]);
    later.resolve(1);
    expect([await slow, await behind]).toEqual([1, 3]);
    expect(sent).toEqual([[1, 2], [4], [3]]);
  });

  it('are not asked one by one of a store that is away', async () => {
    const { request, sent } = observed(25, () => new UnavailableError('no answer'));
    const answers = await Promise.allSettled([1, 2, 3].map((id) => request(ask(id))));
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(sent).toEqual([[1, 2, 3]]);
  });

  it('leave nobody waiting whom a request gives no answer', async () => {
    const request = combine<number, number>({
      most: 25,
      countItems: () => 1,
      send: (asks) => Promise.resolve(asks.includes(2) ? [] : asks),
    });
    const answers = await Promise.allSettled([1, 2, 3].map(request));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  }, 2000);

  it('refuse at once what can not be counted, and go on with the others', async () => {
    const request = combine<number, number>({
      most: 25,
      countItems(ask) {
        if (ask === 2) throw new TypeError('no writes');
        return 1;
      },
      send: (asks) => Promise.resolve(asks),
    });
    const answers = await Promise.allSettled([1, 2, 3].map(request));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  }, 2000);

  it('change one thing one after the other, in the order in which they came, and answer everybody', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            changes: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
            size: fc.integer({ min: 1, max: 5 }),
            waits: fc.boolean(),
          }),
          { maxLength: 25 },
        ),
        async (plans) => {
          const { request, log, mostUnderWay } = observed(4);
          const answers: Promise<number>[] = [];
          for (const [id, { changes, size, waits }] of plans.entries()) {
            answers.push(request(ask(id, changes, size)));
            if (waits) await new Promise(setImmediate);
          }
          expect(await Promise.all(answers)).toEqual(plans.map((_, id) => id * 10));
          expect(mostUnderWay()).toBeLessThanOrEqual(2);
          for (const thing of ['a', 'b', 'c'] as const)
            expect(log.filter((line) => line.startsWith(thing))).toEqual(
              plans.flatMap(({ changes }, id) =>
                changes.includes(thing) ? [`${thing} ${id}`, `${thing} ${id} done`] : [],
              ),
            );
        },
      ),
      { numRuns: 60 },
    );
  });
});
