/** The operator's list of what changed the meaning of figures. Pages follow the list of today, those of earlier days, too. */
import { isDeepStrictEqual } from 'node:util';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { listAnnotations, type Annotation, type AnnotationList } from '../domain/form/annotations.ts';
import type { LoadEntry } from '../domain/roster/load-record.ts';
import { UnavailableError } from '../errors.ts';
import { after } from './enrolment.ts';

type AnnotationsTable = Pick<ReportTable, 'annotations' | 'putAnnotations'>;

export interface AnnotationsPlan {
  readonly last: AnnotationList | undefined;
  readonly entries: readonly Annotation[];
  readonly added: readonly Annotation[];
  readonly removed: readonly Annotation[];
}

/** `entries`: the whole list; none: the built-in one again. */
export async function planAnnotations(
  table: Pick<AnnotationsTable, 'annotations'>,
  entries: readonly Annotation[],
): Promise<AnnotationsPlan> {
  const last = await table.annotations({ consistent: true });
  const [known, now] = [listAnnotations(last), listAnnotations({ entries })];
  const without = (those: readonly Annotation[], others: readonly Annotation[]): Annotation[] =>
    those.filter((one) => !others.some((other) => isDeepStrictEqual(one, other)));
  return { last, entries, added: without(now, known), removed: without(known, now) };
}

/** Back to what stood before the load. */
export const planUndoAnnotations = (
  table: Pick<AnnotationsTable, 'annotations'>,
  recorded: readonly LoadEntry<AnnotationList>[],
): Promise<AnnotationsPlan> => planAnnotations(table, recorded[0]?.before?.entries ?? []);

const isChange = ({ added, removed }: AnnotationsPlan): boolean => added.length + removed.length > 0;

/** What a load changes, as it is now. */
export const changedByAnnotations = (plan: AnnotationsPlan): LoadEntry<AnnotationList>[] =>
  isChange(plan) ? [{ id: 'list', before: plan.last }] : [];

export async function writeAnnotations(
  table: Pick<AnnotationsTable, 'putAnnotations'>,
  plan: AnnotationsPlan,
  at: Instant,
): Promise<void> {
  if (!isChange(plan)) return;
  const { last, entries } = plan;
  const list = { since: last ? after(last.since, at) : at, entries };
  if ((await table.putAnnotations(list, last)) === 'outdated')
    throw new UnavailableError('the list of annotations was loaded meanwhile');
}
