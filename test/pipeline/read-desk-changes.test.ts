/** What has changed on a desk since an instant, and when it can't be told. */
import { describe, expect, it } from 'vitest';
import { CorruptItemError } from '../../shared/errors.ts';
import { readDeskChanges } from '../../shared/pipeline/read-desk-changes.ts';
import type { WebTable } from '../../web/ports.ts';
import { instant } from '../support/a-summary.ts';
import { refusingTable } from '../support/refusing-table.ts';

const corrupt = () => Promise.reject(new CorruptItemError('an item does not fit its schema'));
const PROVINCE = '450000';

/** A province with so many agencies in its city, in which something has moved since. */
const moved = (expected: number, answers: Partial<WebTable> = {}) =>
  refusingTable(corrupt, {
    regionsWithin: () => Promise.resolve([{ code: PROVINCE, name: '广西' }]),
    childFacts: (_, __, options) =>
      options?.onDamaged
        ? Promise.resolve({
            agencies: [],
            beside: [],
            regions: [{ code: '450200', reports: { expected } }] as never,
          })
        : corrupt(),
    childMoves: () => Promise.resolve(new Map([[PROVINCE, { filed: instant('2025-01-20T10:00+08:00') }]])),
    ...answers,
  });
const read = (table: WebTable) =>
  readDeskChanges(table, {
    code: PROVINCE,
    year: 2024,
    at: instant('2025-01-21T09:05+08:00'),
    since: instant('2025-01-20T08:00+08:00'),
    isWanted: () => true,
  });

describe('changes on a desk', () => {
  it('are told past records of the present that can’t be read, which the desk names', async () => {
    const told = await read(moved(1, { childMoves: () => Promise.resolve(new Map([[PROVINCE, {}]])) }));
    expect(told).toMatchObject({ agencies: [], changes: { newlyAccepted: [] } });
  });

  it('can’t be told where a history that they are in can’t be read', async () => {
    expect(await read(moved(1))).toBe('unreadable');
  });

  it('can’t be told where too many of a province would have to be told from their histories', async () => {
    expect(await read(moved(1_001))).toBe('too-many');
  });
});
