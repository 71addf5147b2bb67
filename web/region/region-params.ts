/** What of a region's page the address chooses. An empty value is what a form sends for "all". */
import * as z from 'zod/mini';
import { CHILDREN_SORT_KEYS, FILTER_KINDS, type RegionChoice } from '../site/region-address.ts';
import { parseSorting } from '../site/sorting.ts';
import { RequestError } from '../http/request-error.ts';

const MEASURES = ['counts', 'shares'] as const;
const BARS = ['few', 'all'] as const;

export function regionChoice(query: Readonly<Record<string, string>>): RegionChoice {
  return {
    kind: oneOf(FILTER_KINDS, query, 'kind'),
    asShares: asSharesIn(query),
    allBars: oneOf(BARS, query, 'bars') === 'all',
    regionsFrom: rankIn(query, 'regionsFrom'),
    agenciesFrom: rankIn(query, 'agenciesFrom'),
    sorting: sortingIn(query),
    named: (query['q'] ?? '').trim().slice(0, MAX_NAMED),
  };
}

/** What anybody looks for is shorter. */
const MAX_NAMED = 40;

function sortingIn(query: Readonly<Record<string, string>>): RegionChoice['sorting'] {
  const value = query['sort'];
  if (value === undefined || value === '') return undefined;
  const sorting = parseSorting(value);
  if (sorting === undefined || !CHILDREN_SORT_KEYS.includes(sorting.key))
    throw new RequestError(400, (t) => `sort: ${t.choiceMalformed(CHILDREN_SORT_KEYS.join(', '))}`, 'sort');
  return sorting;
}

export const asSharesIn = (query: Readonly<Record<string, string>>): boolean =>
  oneOf(MEASURES, query, 'measure') === 'shares';

/** `?previous=1`: last year's figures in the cells of a form. */
export const previousAsked = (query: Readonly<Record<string, string>>): boolean =>
  oneOf(['0', '1'], query, 'previous') === '1';

function oneOf<T extends string>(
  choices: readonly T[],
  query: Readonly<Record<string, string>>,
  field: string,
): T | undefined {
  const value = query[field];
  if (value === undefined || value === '') return undefined;
  const found = choices.find((choice) => choice === value);
  if (found === undefined)
    throw new RequestError(400, (t) => `${field}: ${t.choiceMalformed(choices.join(', '))}`, field);
  return found;
}

const rank = z.coerce.number().check(z.minimum(1)).check(z.maximum(1_000_000));

/** From 1. */
function rankIn(query: Readonly<Record<string, string>>, field: string): number {
  const value = query[field];
  if (value === undefined || value === '') return 1;
  const parsed = rank.safeParse(value);
  if (!parsed.success) throw new RequestError(400, (t) => `${field}: ${t.rankMalformed}`, field);
  return parsed.data;
}
