import { describe, expect, it } from 'vitest';
import { findingSchema } from '../../../shared/contracts/bucket/receipt.ts';
import { CATALOGUES } from '../../../shared/domain/form/catalogue.ts';
import { checkDocument } from '../../../shared/domain/rules/check-report.ts';
import { aReport, at, bytesOf } from '../../support/a-report.ts';

const NOW = at('2026-01-15T08:00:00+08:00');
const findingsWith = (set: Record<string, number>) => checkDocument(bytesOf(aReport({ set })), NOW).findings;
/** DynamoDB takes items up to 400 kB. */
const MOST_BYTES = 200_000;

describe('the finding of a receipt', () => {
  it.each<[string, Record<string, number>]>([
    ['a culprit', { '/applications/received/naturalPerson': 21 }],
    [
      'candidates, and how many more there are',
      { '/applications/received/total': 16, '/applications/results/total/total': 17 },
    ],
    ['five cells of table 四', { '/reconsideration/total': 3 }],
  ])('keeps a suspect as it is: %s', (_, set) => {
    const findings = findingsWith(set);
    expect(findings.some(({ suspect }) => suspect)).toBe(true);
    for (const finding of findings)
      expect(findingSchema.parse(JSON.parse(JSON.stringify(finding)))).toEqual(finding);
  });

  it('has room beside all the others for a suspect of many cells', () => {
    const totals = CATALOGUES['2021'].rows.filter(({ table }) => table === 'applications');
    const filled = Object.fromEntries(
      totals.flatMap(({ path, key }) => [
        [
          `${path}/naturalPerson`,
          key === 'results.total' ? 21 : key === 'received' ? 21 : key.startsWith('carried') ? 0 : 1,
        ],
        [`${path}/commercial`, 0],
        [`${path}/total`, 0],
      ]),
    );
    const findings = findingsWith(filled);
    expect(findings.length).toBeGreaterThan(20);
    expect(findings[0]?.suspect).toMatchObject({ slip: 'total-left', clears: findings.length });
    expect(JSON.stringify(findings).length).toBeLessThan(MOST_BYTES);
  });
});
