/** Which page an address that leads nowhere resembles: a misspelt id or code, or a misspelt first word. */
import { findNearest } from '../../shared/domain/basics/edit-distance.ts';
import type { Named } from '../../shared/domain/search/name-search.ts';
import type { NamesWithin } from '../../shared/domain/search/names-within.ts';
import type { WebTable } from '../ports.ts';
import type { Nearest } from '../site/error-page.tsx';
import {
  API_PAGE_PATH,
  CHECK_PATH,
  COMPLIANCE_PATH,
  DOWNLOADS_PATH,
  FILE_PATH,
  REGIONS_PATH,
  RULES_PATH,
} from '../site/page-context.ts';
import { COMPARE_PATH, SEARCH_PATH } from '../site/compare-address.ts';

const AGENCIES = '/agencies';
const WORDS = [
  ...[API_PAGE_PATH, CHECK_PATH, COMPARE_PATH, COMPLIANCE_PATH, DOWNLOADS_PATH],
  ...[FILE_PATH, REGIONS_PATH, RULES_PATH, SEARCH_PATH, AGENCIES],
];

/** What ids are looked up for; none of another length resembles one. */
const HAVE_IDS = [AGENCIES, COMPLIANCE_PATH, REGIONS_PATH];
const isComparable = ({ length }: string): boolean => length >= 2 && length <= 40;

/** `path`: as it stands in the address, without its question. */
export async function findNearestPage(
  table: Pick<WebTable, 'searchedNames'>,
  path: string,
): Promise<Nearest | undefined> {
  const [, first = '', id = ''] = path.split('/');
  const asked = `/${first}`;
  const word = WORDS.includes(asked) ? asked : findNearest(asked, WORDS);
  if (word === undefined) return undefined;
  const named =
    HAVE_IDS.includes(word) && isComparable(id)
      ? nearestNamed(id, word === AGENCIES ? listAgencies : listRegions, await table.searchedNames())
      : undefined;
  if (named) return { name: tellName(named), path: `${word}/${named.id}` };
  return word === asked || word === AGENCIES ? undefined : { name: undefined, path: word };
}

/** Everything of a province begins with the same two digits: who mistypes those looks for it by name. */
const isIn = (start: string | undefined, code: string): boolean =>
  start === undefined || code.startsWith(start);

const listRegions = (start: string | undefined, { regions }: NamesWithin): readonly Named[] =>
  regions.filter(({ id }) => isIn(start, id));
const listAgencies = (start: string | undefined, { agencies }: NamesWithin): readonly Named[] =>
  [...agencies].flatMap(([district, named]) => (isIn(start, district) ? named : []));

function nearestNamed(
  id: string,
  list: typeof listRegions,
  provinces: readonly NamesWithin[],
): Named | undefined {
  const [start] = (list === listRegions ? /^../ : /^\d\d(?=\d{3,5}-)/).exec(id) ?? [];
  const among = provinces.flatMap((within) => list(start, within));
  const nearest = findNearest(
    id,
    among.map((named) => named.id),
  );
  return among.find((named) => named.id === nearest);
}

const tellName = ({ id, spellings }: Named): string => spellings[0]?.text ?? id;
