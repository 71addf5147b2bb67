/**
 * What agencies are there for (职能), as an operator loads it, from CSV or JSON: the file is the whole list, in its order, and
 * stands in the place of the built-in one. A file without a line brings that one back.
 */
import { foldName } from '../../domain/basics/same-name.ts';
import { OTHER_FUNCTION, type AgencyFunction } from '../../domain/roster/agency-functions.ts';
import {
  conclude,
  complaint,
  readTable,
  type Cleaned,
  type Complaint,
  type ParsedFile,
  type TableFormat,
} from './table-file.ts';

const FUNCTION_COLUMNS = { required: ['id', 'name'], optional: ['english', 'patterns'] } as const;

type ParsedFunctions = ParsedFile<{
  readonly entries: readonly AgencyFunction[];
  readonly cleaned: readonly Cleaned[];
}>;

const ID = /^[a-z][a-z0-9-]{0,39}$/;
const MAX_NAME_LENGTH = 40;
/** A character alone is part of too many names. */
const MIN_PATTERN_LENGTH = 2;
const MAX_PATTERN_LENGTH = 20;
/** Lines of a page, and one item of the table. */
const MAX_FUNCTIONS = 100;
const MAX_PATTERNS = 30;

export function parseFunctions(text: string, format: TableFormat): ParsedFunctions {
  const table = readTable(text, format, FUNCTION_COLUMNS);
  const complaints = [...table.complaints];
  const entries: AgencyFunction[] = [];
  const firstLine = new Map<string, number>();
  for (const row of table.rows) {
    const name = row.text('name');
    const entry = {
      id: row.text('id'),
      name: { zh: name, en: row.text('english') === '' ? name : row.text('english') },
      patterns: row.list('patterns').map(foldName),
    };
    complaints.push(...complainOfEntry(row.line, entry));
    for (const [column, told] of [
      ['id', entry.id],
      ['name', name],
    ] as const) {
      const earlier = firstLine.get(`${column} ${told}`);
      if (earlier === undefined) firstLine.set(`${column} ${told}`, row.line);
      else
        complaints.push(
          complaint(
            row.line,
            column,
            `“${told}”在第 ${earlier} 行已经有了,请删去一行。`,
            `"${told}" is already in line ${earlier}: remove one of them.`,
          ),
        );
    }
    entries.push(entry);
  }
  if (entries.length > MAX_FUNCTIONS)
    complaints.push(
      complaint(
        1,
        '',
        `共 ${entries.length} 项,最多 ${MAX_FUNCTIONS} 项。`,
        `There are ${entries.length} functions, and at most ${MAX_FUNCTIONS} fit.`,
      ),
    );
  return conclude(complaints, { entries, cleaned: table.cleaned });
}

function* complainOfEntry(
  line: number,
  { id, name, patterns }: AgencyFunction,
): Generator<Complaint, void, undefined> {
  if (!ID.test(id) || id === OTHER_FUNCTION.id)
    yield complaint(
      line,
      'id',
      `职能标识“${id}”应为 1 至 40 个小写字母、数字或连字符,首位是字母,且不是 ${OTHER_FUNCTION.id}。`,
      `The id "${id}" must be 1 to 40 lower-case letters, digits or hyphens, begin with a letter, and not be ${OTHER_FUNCTION.id}.`,
    );
  if (name.zh === '' || name.zh.length > MAX_NAME_LENGTH || name.en.length > MAX_NAME_LENGTH * 2)
    yield complaint(
      line,
      'name',
      `职能名称应有 1 至 ${MAX_NAME_LENGTH} 个字,英文名称至多 ${MAX_NAME_LENGTH * 2} 个字母。`,
      `The name must have 1 to ${MAX_NAME_LENGTH} characters, the English one at most ${MAX_NAME_LENGTH * 2}.`,
    );
  if (patterns.length > MAX_PATTERNS)
    yield complaint(
      line,
      'patterns',
      `名称用字至多 ${MAX_PATTERNS} 个。`,
      `There are ${patterns.length} patterns, and at most ${MAX_PATTERNS} fit.`,
    );
  for (const pattern of patterns)
    if (pattern.length < MIN_PATTERN_LENGTH || pattern.length > MAX_PATTERN_LENGTH)
      yield complaint(
        line,
        'patterns',
        `名称用字“${pattern}”应为 ${MIN_PATTERN_LENGTH} 至 ${MAX_PATTERN_LENGTH} 个字。`,
        `The pattern "${pattern}" must have ${MIN_PATTERN_LENGTH} to ${MAX_PATTERN_LENGTH} characters.`,
      );
}
