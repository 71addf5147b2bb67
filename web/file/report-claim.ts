/** Whose report a document says that it is, where that is not what was chosen. */
import type { DraftDocument } from '../../shared/domain/convert/conversion.ts';
import type { FilingStart } from './filing-start.ts';

export interface Claim {
  readonly agencyId: string | undefined;
  readonly agencyName: string;
  readonly year: number;
}

/** `undefined` where it agrees, or says nothing. */
export function readClaim(
  { agency, year }: DraftDocument,
  start: Pick<FilingStart, 'agencyId' | 'agencyName' | 'year'>,
): Claim | undefined {
  const id = readText(agency, 'id');
  const name = readText(agency, 'name');
  const isOther = id === '' ? name !== '' && name !== start.agencyName : id !== start.agencyId;
  const isOtherYear = typeof year === 'number' && year !== start.year;
  if (!isOther && !isOtherYear) return undefined;
  return {
    agencyId: isOther ? (id === '' ? undefined : id) : start.agencyId,
    agencyName: isOther ? (name === '' ? id : name) : start.agencyName,
    year: isOtherYear ? year : start.year,
  };
}

function readText(value: unknown, key: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found = new Map<string, unknown>(Object.entries(value)).get(key);
  return typeof found === 'string' ? found : '';
}
