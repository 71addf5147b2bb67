/**
 * What changed the meaning of figures from a year on, as an operator loads it, from CSV or JSON: the file is the whole list and
 * stands in the place of the built-in one. A file without a line brings that one back.
 */
import { ANNOTATED, type Annotation } from '../../domain/form/annotations.ts';
import { FIRST_REPORT_YEAR } from '../../domain/form/catalogue.ts';
import {
  conclude,
  complaint,
  readTable,
  type Cleaned,
  type Complaint,
  type ParsedFile,
  type TableFormat,
} from './table-file.ts';

const ANNOTATION_COLUMNS = {
  required: ['year', 'text', 'source', 'concerns'],
  optional: ['english', 'englishSource'],
} as const;

type ParsedAnnotations = ParsedFile<{
  readonly entries: readonly Annotation[];
  readonly cleaned: readonly Cleaned[];
}>;

const YEAR = /^20\d\d$/;
/** A note below a chart, not an essay. */
const MAX_TEXT_LENGTH = 300;
const MAX_ANNOTATIONS = 50;

export function parseAnnotations(text: string, format: TableFormat): ParsedAnnotations {
  const table = readTable(text, format, ANNOTATION_COLUMNS);
  const complaints = [...table.complaints];
  const entries = table.rows.map((row): Annotation => {
    const [what, source] = [row.text('text'), row.text('source')];
    const entry = {
      year: Number(row.text('year')),
      what: { zh: what, en: row.text('english') || what },
      source: { zh: source, en: row.text('englishSource') || source },
      concerns: row.list('concerns'),
    };
    complaints.push(...complainOfEntry(row.line, row.text('year'), entry));
    return entry;
  });
  if (entries.length > MAX_ANNOTATIONS)
    complaints.push(
      complaint(
        1,
        '',
        `共 ${entries.length} 条,最多 ${MAX_ANNOTATIONS} 条。`,
        `There are ${entries.length} annotations, and at most ${MAX_ANNOTATIONS} fit.`,
      ),
    );
  return conclude(complaints, { entries, cleaned: table.cleaned });
}

function* complainOfEntry(
  line: number,
  year: string,
  { what, source, concerns }: Annotation,
): Generator<Complaint, void, undefined> {
  if (!YEAR.test(year) || Number(year) < FIRST_REPORT_YEAR)
    yield complaint(
      line,
      'year',
      `年度“${year}”应为 ${FIRST_REPORT_YEAR} 或以后的四位数年份。`,
      `The year "${year}" must have four digits and be ${FIRST_REPORT_YEAR} or later.`,
    );
  for (const [column, told] of [
    ['text', what],
    ['source', source],
  ] as const)
    if (told.zh === '' || [told.zh, told.en].some((one) => one.length > MAX_TEXT_LENGTH))
      yield complaint(
        line,
        column,
        `应有 1 至 ${MAX_TEXT_LENGTH} 个字。`,
        `It must have 1 to ${MAX_TEXT_LENGTH} characters.`,
      );
  if (concerns.length === 0)
    yield complaint(
      line,
      'concerns',
      `请写明与哪些图表或指标有关:${ANNOTATED.join('、')}。`,
      `Say which charts or measures it concerns: ${ANNOTATED.join(', ')}.`,
    );
  for (const concerned of concerns)
    if (!ANNOTATED.includes(concerned))
      yield complaint(
        line,
        'concerns',
        `没有图表或指标“${concerned}”:可用的是 ${ANNOTATED.join('、')}。`,
        `There is no chart or measure "${concerned}": there are ${ANNOTATED.join(', ')}.`,
      );
}
