/** Whose report a document says that it is, where that is not what was chosen. */
import type { Ask, DraftDocument } from '../../../shared/domain/convert/conversion.ts';
import type { FilingStart } from '../filing-start.ts';

export interface Claim {
  readonly agencyId: string | undefined;
  readonly agencyName: string;
  readonly year: number;
}

/** `undefined` where it agrees, or says nothing. */
export function readClaim(
  { agency, year }: DraftDocument,
  start: Pick<FilingStart, 'agencyId' | 'agencyName' | 'year'>,
  asks: readonly Ask[] = [],
): Claim | undefined {
  const id = readText(agency, 'id');
  const name = readText(agency, 'name');
  const isOther = id === '' ? name !== '' && name !== start.agencyName : id !== start.agencyId;
  const stated = readStatedYear(asks) ?? (typeof year === 'number' ? year : undefined);
  const isOtherYear = stated !== undefined && stated !== start.year;
  if (!isOther && !isOtherYear) return undefined;
  return {
    agencyId: isOther ? (id === '' ? undefined : id) : start.agencyId,
    agencyName: isOther ? (name === '' ? id : name) : start.agencyName,
    year: isOtherYear ? stated : start.year,
  };
}

/** The year that a file states beside the one that it was to be read for. */
function readStatedYear(asks: readonly Ask[]): number | undefined {
  const [, stated] = asks.find(isAboutYear)?.candidates ?? [];
  const [year] = stated ?? [];
  return typeof year === 'number' ? year : undefined;
}

const isAboutYear = ({ path }: Ask): boolean => path === '/year';

function readText(value: unknown, key: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found = new Map<string, unknown>(Object.entries(value)).get(key);
  return typeof found === 'string' ? found : '';
}
