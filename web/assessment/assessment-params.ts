/** What of an assessment is asked for. */
import { RequestError } from '../http/request-error.ts';
import { parseSorting, type Sorting } from '../site/sorting.ts';

/** Columns by which a reader may put the agencies in order; `i1` is the scheme's first indicator. */
const SORTED = /^(?:name|district|deducted|score|assessed|i[1-9][0-9]?)$/;

/** By district and name, where nothing else is asked for. */
export function readSortParam(value: string | undefined): Sorting | undefined {
  if (value === undefined || value === '') return undefined;
  const sorting = parseSorting(value);
  if (sorting === undefined || !SORTED.test(sorting.key))
    throw new RequestError(
      400,
      (t) => `sort: ${t.choiceMalformed('name, district, deducted, score, assessed, i1, i2 …')}`,
      'sort',
    );
  return sorting;
}
