/** What a comparison is asked for. An empty value is what a form sends for nothing. */
import { lastEndedYear, type Instant } from '../../shared/domain/basics/calendar.ts';
import { MEASURES } from '../../shared/domain/form/measures.ts';
import type { CompareQuery } from '../site/compare-address.ts';
import { poolParam, readYearParam } from '../http/params.ts';
import { RequestError } from '../http/request-error.ts';

export function compareQuery(params: URLSearchParams, now: Instant): CompareQuery {
  const asked = params.get('measure') ?? '';
  const measure = asked === '' ? 'disclosureRate' : MEASURES.find((one) => one === asked);
  if (measure === undefined)
    throw new RequestError(400, (t) => `measure: ${t.choiceMalformed(MEASURES.join(', '))}`, 'measure');
  const year = params.get('year') ?? '';
  return {
    measure,
    year: year === '' ? lastEndedYear(now) : readYearParam(year, now),
    ids: params.getAll('with').filter((id) => id !== ''),
    isPooled: poolParam(params.get('pool')),
  };
}
