/** For answers and files, which nobody chooses another region on. */
import { found, RequestError } from '../http/request-error.ts';
import { MAX_REGIONS } from '../region/regions-within.ts';
import type { DepartmentsView } from './departments-view.ts';
import { readDepartments } from './read-departments.ts';

const COME_BACK_AFTER_S = 3600;

export async function readNarrowDepartments(
  ...asked: Parameters<typeof readDepartments>
): Promise<DepartmentsView> {
  const [, code] = asked;
  const view = await found(readDepartments(...asked), (t) => t.regionUnknown(code));
  if (view.leadsOn?.why === 'many') throw new RequestError(400, (t) => t.tooWide(MAX_REGIONS), 'code');
  if (view.leadsOn)
    throw new RequestError(404, (t) => t.sumsNotMade, undefined, {
      'retry-after': String(COME_BACK_AFTER_S),
    });
  return view;
}
