/** For answers and files, which nobody chooses another region on. */
import { found, RequestError } from '../http/request-error.ts';
import { MAX_REGIONS } from '../region/regions-within.ts';
import { readDepartments, type DepartmentsView } from './departments-view.ts';

export async function readNarrowDepartments(
  ...asked: Parameters<typeof readDepartments>
): Promise<DepartmentsView> {
  const [, code] = asked;
  const view = await found(readDepartments(...asked), (t) => t.regionUnknown(code));
  if (view.tooWide) throw new RequestError(400, (t) => t.departmentsTooWide(MAX_REGIONS), 'code');
  return view;
}
