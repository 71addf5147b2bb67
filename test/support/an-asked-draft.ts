/** A draft as reading a file leaves it: two cells that glued figures leave open, one that is missing, one doubtful text. */
import type { Ask } from '../../shared/domain/convert/conversion.ts';
import { CATALOGUES } from '../../shared/domain/form/catalogue.ts';
import { startFromConversion } from '../../web/file/draft-document.ts';
import type { FilingDraft } from '../../web/file/filing-draft.ts';
import { aReport } from './a-report.ts';

export const FILED = {
  agencyId: '450205-jyj',
  agencyName: '柳北区教育局',
  district: '450205',
  year: 2024,
} as const;

const RECEIVED = '/applications/received';

const ASKS: readonly Ask[] = [
  {
    path: RECEIVED,
    why: 'several-readings',
    text: '一、本年新收政府信息公开申请数量 123000015',
    place: { page: 2, table: 3, row: 4 },
    cells: [`${RECEIVED}/naturalPerson`, `${RECEIVED}/commercial`],
    candidates: [
      [12, 3],
      [1, 23],
    ],
  },
  { path: '/litigation/direct/upheld', why: 'missing-row', text: '' },
  { path: '/narrative/other', why: 'doubtful-source', text: '删去的一句', place: { paragraph: 41 } },
];

export function anAskedDraft({
  set = {},
  asks = ASKS,
}: {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly asks?: readonly Ask[];
} = {}): FilingDraft {
  const open = asks
    .flatMap(({ path, cells }) => cells ?? [path])
    .filter((path) => CATALOGUES['2021'].cellByPath.has(path) || CATALOGUES['2021'].rowByPath.has(path));
  return startFromConversion(FILED, {
    outcome: 'asks',
    kind: 'docx',
    edition: '2021',
    document: aReport({ set: { ...Object.fromEntries(open.map((path) => [path, null])), ...set } }),
    asks,
    notes: [{ why: 'blanks-as-zero', text: '' }],
  });
}
