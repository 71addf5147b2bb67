/**
 * A scheme of assessment (考核细则), as an operator loads it, from CSV or JSON: the file is the whole scheme, a line an indicator.
 * A file without a line takes the scheme away: then facts are shown without a score.
 */
import { FACT_NAMES, isFactName, type FactName } from '../../domain/assessment/fact-names.ts';
import { FACT_WORDS } from '../../domain/assessment/fact-words.ts';
import type { SchemeRule } from '../../domain/assessment/scheme.ts';
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

const SCHEME_COLUMNS = {
  required: ['indicator', 'measure', 'deduction', 'source'],
  optional: ['english', 'per', 'limit', 'within', 'group', 'cap'],
} as const;

type ParsedScheme = ParsedFile<{
  readonly rules: readonly SchemeRule[];
  readonly cleaned: readonly Cleaned[];
}>;

const MAX_NAME_LENGTH = 60;
const MAX_SOURCE_LENGTH = 200;
/** Columns of a page, and one item of the table. */
const MAX_INDICATORS = 40;
const POINTS = /^[0-9]{1,4}(?:\.[0-9]{1,2})?$/;
const WHOLE = /^[0-9]{1,4}$/;

export function parseScheme(text: string, format: TableFormat): ParsedScheme {
  const table = readTable(text, format, SCHEME_COLUMNS);
  const complaints = [...table.complaints];
  const rules: SchemeRule[] = [];
  const firstLine = new Map<string, number>();
  const caps = new Map<string, { readonly line: number; readonly cap: number }>();
  for (const row of table.rows) {
    const read = readRule(row);
    complaints.push(...read.complaints);
    if (read.rule) rules.push(read.rule);
    complaints.push(...complainOfCap(row.line, read.rule?.group, caps));
    const name = row.text('indicator');
    const earlier = firstLine.get(name);
    if (earlier === undefined) firstLine.set(name, row.line);
    else
      complaints.push(
        complaint(
          row.line,
          'indicator',
          `“${name}”在第 ${earlier} 行已经有了,请删去一行或另起名称。`,
          `"${name}" is already in line ${earlier}: remove one of them, or give it another name.`,
        ),
      );
  }
  if (table.rows.length > MAX_INDICATORS)
    complaints.push(
      complaint(
        1,
        '',
        `共 ${table.rows.length} 项,最多 ${MAX_INDICATORS} 项。`,
        `There are ${table.rows.length} indicators, and at most ${MAX_INDICATORS} fit.`,
      ),
    );
  return conclude(complaints, { rules, cleaned: table.cleaned });
}

/** A fact by its name, or by its Chinese word. */
const findFact = (text: string): FactName | undefined =>
  isFactName(text) ? text : FACT_NAMES.find((name) => FACT_WORDS[name].title.zh === text);

interface ReadRule {
  readonly rule?: SchemeRule;
  readonly complaints: readonly Complaint[];
}

function readRule(row: TableRow): ReadRule {
  const fact = findFact(row.text('measure'));
  const deduction = readPoints(row.text('deduction'));
  const limit = row.text('limit') === '' ? undefined : readPoints(row.text('limit'));
  const per = readWhole(row.text('per'));
  const within = readWhole(row.text('within'));
  const cap = readPoints(row.text('cap'));
  const complaints = [
    ...complainOfWords(row),
    ...complainOfFact(row, fact),
    ...complainOfNumbers(row, { deduction, limit, per, within }),
    ...complainOfGroup(row, cap),
  ];
  if (fact === undefined || deduction === undefined || complaints.length > 0) return { complaints };
  const zh = row.text('indicator');
  const rule = {
    indicator: { zh, en: row.text('english') === '' ? zh : row.text('english') },
    fact,
    deductionHundredths: deduction,
    ...(per === undefined ? {} : { per }),
    limitHundredths: limit ?? deduction,
    ...(within === undefined ? {} : { within }),
    ...(cap === undefined ? {} : { group: { name: row.text('group'), limitHundredths: cap } }),
    source: row.text('source'),
  };
  return { rule, complaints };
}

/** Hundredths: more than two decimals are no points. */
const readPoints = (text: string): number | undefined =>
  POINTS.test(text) && Number(text) > 0 ? Math.round(Number(text) * 100) : undefined;

const readWhole = (text: string): number | undefined => (WHOLE.test(text) ? Number(text) : undefined);

function* complainOfWords(row: TableRow): Generator<Complaint, void, undefined> {
  const { line } = row;
  const [name, english, source] = [row.text('indicator'), row.text('english'), row.text('source')];
  if (name === '' || name.length > MAX_NAME_LENGTH || english.length > MAX_NAME_LENGTH * 2)
    yield complaint(
      line,
      'indicator',
      `指标名称应有 1 至 ${MAX_NAME_LENGTH} 个字,英文名称至多 ${MAX_NAME_LENGTH * 2} 个字母。`,
      `The indicator must have 1 to ${MAX_NAME_LENGTH} characters, its English name at most ${MAX_NAME_LENGTH * 2}.`,
    );
  if (source === '' || source.length > MAX_SOURCE_LENGTH)
    yield complaint(
      line,
      'source',
      `请写明依据的文件,不超过 ${MAX_SOURCE_LENGTH} 个字:没有依据的扣分不能采用。`,
      `Name the document that lays it down, in at most ${MAX_SOURCE_LENGTH} characters: nothing is deducted without a source.`,
    );
}

function* complainOfFact(row: TableRow, fact: FactName | undefined): Generator<Complaint, void, undefined> {
  const known = FACT_NAMES.map((name) => `${name}(${FACT_WORDS[name].title.zh})`).join('、');
  if (fact === undefined)
    yield complaint(
      row.line,
      'measure',
      `没有“${row.text('measure')}”这个事实,应为 ${known}。`,
      `There is no fact "${row.text('measure')}": write one of ${FACT_NAMES.join(', ')}.`,
    );
  if (fact === 'repeated-text' && row.text('within') === '')
    yield complaint(
      row.line,
      'within',
      '任何两年的文字都有相同之处:请写明重复不超过百分之几不扣分,例如 80。',
      'Any two years’ texts have something in common: say up to how many percent nothing is deducted, such as 80.',
    );
}

function* complainOfGroup(row: TableRow, cap: number | undefined): Generator<Complaint, void, undefined> {
  const name = row.text('group');
  if (name.length > MAX_NAME_LENGTH)
    yield complaint(
      row.line,
      'group',
      `考核项目名称至多 ${MAX_NAME_LENGTH} 个字。`,
      `The item's name must have at most ${MAX_NAME_LENGTH} characters.`,
    );
  if ((name === '') !== (row.text('cap') === '') || (name !== '' && cap === undefined))
    yield complaint(
      row.line,
      'cap',
      '同一考核项目合计有扣分上限的,请同时写明项目和项目分值(大于 0,至多两位小数);没有的,两列都留空。',
      'Where an item is limited as a whole, give both its name and its points (above 0, at most two decimals); leave both empty where it is not.',
    );
}

/** An item is worth the same in each of its lines. */
function* complainOfCap(
  line: number,
  group: SchemeRule['group'],
  caps: Map<string, { readonly line: number; readonly cap: number }>,
): Generator<Complaint, void, undefined> {
  if (!group) return;
  const { name, limitHundredths: cap } = group;
  const earlier = caps.get(name);
  if (!earlier) caps.set(name, { line, cap });
  else if (earlier.cap !== cap)
    yield complaint(
      line,
      'cap',
      `“${name}”在第 ${earlier.line} 行是 ${earlier.cap / 100} 分,请改为一致。`,
      `"${name}" is worth ${earlier.cap / 100} in line ${earlier.line}: write the same.`,
    );
}

interface Numbers {
  readonly deduction: number | undefined;
  readonly limit: number | undefined;
  readonly per: number | undefined;
  readonly within: number | undefined;
}

function* complainOfNumbers(
  row: TableRow,
  { deduction, limit, per, within }: Numbers,
): Generator<Complaint, void, undefined> {
  const { line } = row;
  if (deduction === undefined)
    yield complaint(
      line,
      'deduction',
      `扣分“${row.text('deduction')}”应为大于 0 的数,至多两位小数,例如 0.5。`,
      `The deduction "${row.text('deduction')}" must be a number above 0 with at most two decimals, such as 0.5.`,
    );
  if (row.text('per') !== '' && (per === undefined || per === 0))
    yield complaint(
      line,
      'per',
      `“每”应为 1 至 9999 的整数(每多少天、处、次扣一次);只扣一次的请留空。`,
      'per must be a whole number from 1 to 9999 (for how many days, findings or returns each deduction is made); leave it empty where it is made once.',
    );
  if (row.text('within') !== '' && within === undefined)
    yield complaint(
      line,
      'within',
      '“以内不扣”应为 0 至 9999 的整数。',
      'within must be a whole number from 0 to 9999.',
    );
  if (row.text('limit') === '' ? row.text('per') !== '' : limit === undefined)
    yield complaint(
      line,
      'limit',
      '按次数扣分的指标请写明最多扣多少分:这也是它的分值。',
      'Say how much is deducted at most where the deduction is made for each: that is also what the indicator is worth.',
    );
  else if (limit !== undefined && deduction !== undefined && limit < deduction)
    yield complaint(
      line,
      'limit',
      `最多扣 ${row.text('limit')} 分,少于一次扣的 ${row.text('deduction')} 分:请改大,或改小扣分。`,
      `At most ${row.text('limit')} points is less than one deduction of ${row.text('deduction')}: raise the one or lower the other.`,
    );
}
