/** For answers and files, which nobody chooses another region on. */
import { found, RequestError } from '../http/request-error.ts';
import { MAX_REGIONS } from '../region/regions-within.ts';
import { readAssessment, type AssessmentView } from './assessment-view.ts';

export async function readNarrowAssessment(
  ...asked: Parameters<typeof readAssessment>
): Promise<AssessmentView> {
  const [, code] = asked;
  const view = await found(readAssessment(...asked), (t) => t.regionUnknown(code));
  if (view.tooWide) throw new RequestError(400, (t) => t.tooWide(MAX_REGIONS), 'code');
  return view;
}
