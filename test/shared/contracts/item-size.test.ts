/** An item is as large as the table counts it: what just fits is taken, a byte more is refused. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTableClient } from '../../../shared/adapters/clients.ts';
import { itemBytes, MAX_ITEM_BYTES } from '../../../shared/contracts/table/item-size.ts';
import { aBucket, aStore, type Store } from '../../support/a-store.ts';
import { startEngines, type TestEngines } from '../../support/engines.ts';

let engines: TestEngines;
let store: Store;
beforeAll(async () => {
  engines = await startEngines();
  store = await aStore({ ...engines, bucket: await aBucket(engines, 'sizes') }, { regions: [], roster: [] });
});
afterAll(() => engines.stop());

describe('the size of an item', () => {
  it.each([
    // The documentation's own example counts a name and a value of UTF-8.
    [{ name: '教育局' }, 4 + 9],
    [{ v: true, w: null }, 1 + 1 + 1 + 1],
    [{ a: [] }, 1 + 3],
    [{ a: ['x', 'yz'] }, 1 + 3 + 1 + 1 + 1 + 2],
    [{ a: { b: 'c' } }, 1 + 3 + 1 + 1 + 1],
    [{ a: undefined }, 0],
  ])('of %j is %i', (item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });

  it('is what the table measures: filled up it is taken, with a byte more refused', async () => {
    const client = createTableClient(engines.dynamodb);
    const isTaken = async (Item: Record<string, unknown>): Promise<boolean> =>
      client.send(new PutCommand({ TableName: store.tableName, Item })).then(
        () => true,
        (error: unknown) => {
          expect(String(error)).toMatch(/size/i);
          return false;
        },
      );
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 30 });
    const name = fc.string({ minLength: 1 }).filter((one) => one !== 'constructor' && one !== '__proto__');
    await fc.assert(
      fc.asyncProperty(
        texts,
        // As our records are: plain objects, which the SDK's marshaller asks for and tells by their constructor.
        fc.dictionary(name, fc.boolean(), { noNullPrototype: true }),
        async (list, flags) => {
          const base = { pk: 'size', sk: 'one', list, flags, fill: '' };
          const room = MAX_ITEM_BYTES - itemBytes(base);
          expect(await isTaken({ ...base, fill: 'x'.repeat(room) })).toBe(true);
          expect(await isTaken({ ...base, fill: 'x'.repeat(room + 1) })).toBe(false);
        },
      ),
      { numRuns: 15 },
    );
  });
});
