/**
 * Phrases that reports get wrong (rule T22) as an operator loads them, from CSV or JSON, beside the built-in ones. A line adds
 * a phrase or replaces what was said of it, or withdraws it where what is right is empty; what the file does not name
 * stays as it is.
 */
import { readPlainly } from '../../domain/narrative/plain-text.ts';
import type { WrongPhrase } from '../../domain/narrative/wrong-phrases.ts';
import {
  conclude,
  complaint,
  readTable,
  type Cleaned,
  type Complaint,
  type ParsedFile,
  type TableFormat,
  type TableRow,
} from './table-file.ts';

const PHRASE_COLUMNS = { required: ['wrong', 'right', 'source'], optional: [] } as const;

export interface PhraseLine {
  /** As rules read a text: without spaces, digits and marks narrow. */
  readonly wrong: string;
  /** Empty: the phrase is withdrawn. */
  readonly right: string;
  readonly source: string;
}

type ParsedPhrases = ParsedFile<{
  readonly lines: readonly PhraseLine[];
  readonly cleaned: readonly Cleaned[];
}>;

/** One character alone is wrong in no text. */
const MIN_LENGTH = 2;
const MAX_LENGTH = 30;
const MAX_SOURCE_LENGTH = 60;
/** Every report is read for each of them, and the list is one item of the table. */
const MAX_PHRASES = 500;

/** `known`: what may be withdrawn. */
export function parsePhrases(
  text: string,
  format: TableFormat,
  known: readonly Pick<WrongPhrase, 'wrong'>[],
): ParsedPhrases {
  const table = readTable(text, format, PHRASE_COLUMNS);
  const complaints = [...table.complaints];
  const phrases = new Set(known.map(({ wrong }) => wrong));
  const lines = new Map<string, PhraseLine & { readonly line: number }>();
  for (const row of table.rows) {
    const line = readLine(row);
    const earlier = lines.get(line.wrong);
    complaints.push(...complainOfLine(row.line, line, phrases.has(line.wrong)));
    if (earlier)
      complaints.push(
        complaint(
          row.line,
          'wrong',
          `“${line.wrong}”在第 ${earlier.line} 行已经有了,请删去一行。`,
          `"${line.wrong}" is already in line ${earlier.line}: remove one of them.`,
        ),
      );
    else lines.set(line.wrong, { ...line, line: row.line });
  }
  const all = new Set([...phrases, ...lines.keys()]).size;
  if (all > MAX_PHRASES)
    complaints.push(
      complaint(
        1,
        '',
        `共 ${all} 条,最多 ${MAX_PHRASES} 条:请删去少见的。`,
        `There would be ${all} phrases, and at most ${MAX_PHRASES} fit: leave rare ones out.`,
      ),
    );
  return conclude(complaints, {
    lines: [...lines.values()].map(({ line: _line, ...phrase }) => phrase),
    cleaned: table.cleaned,
  });
}

const readLine = (row: TableRow): PhraseLine => ({
  wrong: readPlainly(row.text('wrong')).text,
  right: row.text('right'),
  source: row.text('source'),
});

function complainOfLine(line: number, phrase: PhraseLine, isKnown: boolean): Complaint[] {
  const { wrong, right, source } = phrase;
  const found: Complaint[] = [];
  const complain = (column: string, zh: string, en: string): void =>
    void found.push(complaint(line, column, zh, en));
  if (wrong.length < MIN_LENGTH || wrong.length > MAX_LENGTH)
    complain(
      'wrong',
      `错误写法应为 ${MIN_LENGTH} 至 ${MAX_LENGTH} 个字。`,
      `The wrong phrase must have ${MIN_LENGTH} to ${MAX_LENGTH} characters.`,
    );
  if (right === '' && !isKnown)
    complain(
      'right',
      `表中没有“${wrong}”可撤销:请填写正确写法,或核对错误写法。`,
      `The list has no "${wrong}" to withdraw: state what is right, or check the wrong phrase.`,
    );
  if (right.length > MAX_LENGTH)
    complain('right', `正确写法应在 ${MAX_LENGTH} 字以内。`, `At most ${MAX_LENGTH} characters.`);
  if (wrong !== '' && readPlainly(right).text.includes(wrong))
    complain(
      'right',
      `正确写法“${right}”中含有“${wrong}”,写对的也会被判错:请把错误写法写长一些。`,
      `What is right, "${right}", contains "${wrong}", and would be found wrong: make the wrong phrase longer.`,
    );
  if (source.length > MAX_SOURCE_LENGTH || (right !== '' && source === ''))
    complain(
      'source',
      `请写明依据,${MAX_SOURCE_LENGTH} 字以内,例如文号。`,
      `State the source in up to ${MAX_SOURCE_LENGTH} characters, such as a document number.`,
    );
  return found;
}
