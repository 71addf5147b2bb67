/** Those submissions of an agency-year that an answer shows: there may be hundreds, each with hundreds of findings. */
import type {
  FiledSubmissions,
  Submission,
  SubmissionHead,
} from '../../shared/domain/standing/submission.ts';
import type { Place } from '../../shared/contracts/bucket/object-keys.ts';
import { countJsonBytes } from '../http/page-of-list.ts';
import type { WebTable } from '../ports.ts';

type Submissions = Pick<WebTable, 'submissionsAt'>;

/** The items of some heads, in their order. */
export async function readWhole(
  table: Submissions,
  place: Place,
  { items }: FiledSubmissions,
  heads: readonly SubmissionHead[],
): Promise<Submission[]> {
  const known = new Map(items.map((item) => [item.submissionId, item]));
  const placeVersion = ({ submissionId }: SubmissionHead) => ({ place, submissionId });
  const missing = heads.filter(({ submissionId }) => !known.has(submissionId)).map(placeVersion);
  const read = missing.length > 0 ? await table.submissionsAt(missing) : () => undefined;
  return heads.flatMap((head) => known.get(head.submissionId) ?? read(placeVersion(head)) ?? []);
}

/** Read at once: a few of the largest are more than an answer holds. */
const AT_ONCE = 16;

/** As many of the heads' items as make up so many bytes, and one more, which may not fit. */
export async function readUpTo(
  table: Submissions,
  place: Place,
  filed: FiledSubmissions,
  heads: readonly SubmissionHead[],
  maxBytes: number,
): Promise<Submission[]> {
  const read: Submission[] = [];
  let bytes = 0;
  for (let from = 0; from < heads.length && bytes <= maxBytes; from += AT_ONCE) {
    const items = await readWhole(table, place, filed, heads.slice(from, from + AT_ONCE));
    read.push(...items);
    bytes += items.reduce((sum, { findings }) => sum + countJsonBytes(findings), 0);
  }
  return read;
}
