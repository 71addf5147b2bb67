/**
 * Regions and roster as an operator loads them, from CSV or JSON. Every line is checked, all complaints come at
 * once with their line and cure, and nothing is returned unless all is right.
 */
import type { RegionEntry } from '../../domain/roster/loaded-region.ts';
import { datasetSchema } from '../dataset-schema.ts';
import { type RosterEntry } from '../../domain/roster/roster-entry.ts';
import { FIRST_REPORT_YEAR } from '../../domain/form/catalogue.ts';
import { isMailAddress } from '../../domain/basics/mail-address.ts';
import { cleanTelephone, isTelephone } from '../../domain/basics/telephone.ts';
import { findTop, isRegionCode, traceLineage, findParent } from '../../domain/basics/region.ts';
import { cleanPinyin, isPinyin, MAX_PINYIN_LENGTH, type Read } from '../../domain/search/stated-pinyin.ts';
import { AGENCY_ID } from '../bucket/object-keys.ts';
import {
  complaint,
  conclude,
  readTable,
  type Cleaned,
  type Complaint,
  type ParsedFile,
  type TableFormat,
  type TableRow,
} from './table-file.ts';
import { findKind, KINDS_TOLD } from './table-heads.ts';

export const REGION_COLUMNS = {
  required: ['code', 'name'],
  optional: ['mail', 'from', 'to', 'predecessors', 'pinyin'],
  names: ['name'],
} as const;
export const ROSTER_COLUMNS = {
  required: ['id', 'name', 'district', 'kind', 'from'],
  optional: ['aliases', 'to', 'predecessors', 'mail', 'phone', 'reminders', 'dataset', 'function', 'pinyin'],
  names: ['name', 'aliases'],
} as const;

type ParsedRegions = ParsedFile<{
  readonly regions: readonly RegionEntry[];
  readonly cleaned: readonly Cleaned[];
}>;
type ParsedRoster = ParsedFile<{
  readonly agencies: readonly RosterEntry[];
  readonly cleaned: readonly Cleaned[];
  /** Optional columns that the file lacks: what is known of them stays. */
  readonly absent: readonly string[];
}>;

/** What is loaded already, so that a file may hold additions only. */
interface Loaded {
  readonly regions?: ReadonlySet<string>;
  readonly agencies?: Pick<ReadonlySet<string>, 'has'>;
  /** What is known of the agencies of the file, for columns that it lacks. */
  readonly known?: ReadonlyMap<string, RosterEntry>;
  /** Likewise of the regions. */
  readonly offices?: ReadonlyMap<string, Partial<RegionEntry>>;
  /** The function's id that a text names, and all of them, for whoever names another. */
  readonly functions?: {
    readonly find: (text: string) => string | undefined;
    readonly told: string;
  };
  /** Agencies of the file that have filed reports in another district than the one that it states. */
  readonly filedElsewhere?: ReadonlySet<string>;
}

/** A year so near that slips of the keyboard are caught, and so far that no roster reaches it. */
export const LAST_YEAR = 2100;
const MAX_NAME_LENGTH = 100;
/** Control characters and line breaks: they arrive from spreadsheets and break lists and mails. */
const UNPRINTABLE = /\p{Cc}/u;
const REMINDERS: ReadonlyMap<string, boolean> = new Map([
  ['', true],
  ['yes', true],
  ['是', true],
  ['no', false],
  ['否', false],
]);

/**
 * Regions by their GB/T 2260 codes; each one's parent must be in the file or loaded already. The one that all others lie
 * within needs none: a city's file begins with the city.
 */
export function parseRegions(text: string, format: TableFormat, loaded: Loaded = {}): ParsedRegions {
  const table = readTable(text, format, REGION_COLUMNS);
  const complaints = [...table.complaints];
  const firstLine = new Map<string, number>();
  for (const row of table.rows) {
    const code = row.text('code');
    complaints.push(...checkName(row, 'name'), ...checkMail(row), ...checkPinyin(row));
    if (!isRegionCode(code)) {
      complaints.push(badCode(row, 'code', code));
      continue;
    }
    const earlier = firstLine.get(code);
    if (earlier !== undefined) complaints.push(twice(row, 'code', code, earlier));
    else firstLine.set(code, row.line);
  }
  for (const row of table.rows) complaints.push(...checkSpan(row, firstLine, loaded));
  const top = findTop([...firstLine.keys(), ...(loaded.regions ?? [])]);
  for (const row of table.rows) {
    const code = row.text('code');
    const parent = isRegionCode(code) && code !== top ? findParent(code) : undefined;
    if (parent !== undefined && !firstLine.has(parent) && !loaded.regions?.has(parent))
      complaints.push(
        complaint(
          row.line,
          'code',
          `${code} 的上级 ${parent} 不在文件中:请加上一行。`,
          `${code} belongs to ${parent}, which is not in the file: add a line for it.`,
        ),
      );
  }
  return conclude(complaints, {
    regions: table.rows.map((row) => {
      const code = row.text('code');
      const known = loaded.offices?.get(code);
      const mail = row.has('mail') ? row.text('mail') : (known?.mail ?? '');
      return {
        code,
        name: row.text('name'),
        ...(mail !== '' && { mail }),
        ...pinyinStated(row, known),
        ...spanStated(row, known),
      };
    }),
    cleaned: table.cleaned,
  });
}

/** The years of a region's code, and the regions that it follows: these must be in the file or loaded already. */
function* checkSpan(
  row: TableRow,
  inFile: ReadonlyMap<string, number>,
  loaded: Loaded,
): Generator<Complaint> {
  const years = (['from', 'to'] as const).map((column) => ({ column, text: row.text(column) }));
  for (const { column, text } of years)
    if (text !== '' && parseReportYear(text) === undefined)
      yield complaint(
        row.line,
        column,
        `年度“${text}”应为 ${FIRST_REPORT_YEAR} 至 ${LAST_YEAR} 的年份,没有的留空。`,
        `The year "${text}" must be from ${FIRST_REPORT_YEAR} to ${LAST_YEAR}; leave it empty where there is none.`,
      );
  const own = row.text('code');
  const { from, to, predecessors = [] } = spanStated(row, loaded.offices?.get(own));
  if (from !== undefined && to !== undefined && to < from)
    yield complaint(
      row.line,
      'to',
      `截止年度 ${to} 早于起始年度 ${from}。`,
      `The last year ${to} lies before the first year ${from}.`,
    );
  for (const code of predecessors) {
    if (code === own || !isRegionCode(code))
      yield complaint(
        row.line,
        'predecessors',
        `前身“${code}”应为另一地区的六位区划代码。`,
        `The predecessor "${code}" must be the six-digit code of another region.`,
      );
    else if (!inFile.has(code) && !loaded.regions?.has(code))
      yield complaint(
        row.line,
        'predecessors',
        `前身 ${code} 不在文件中,也未载入:请加上一行。`,
        `The predecessor ${code} is neither in the file nor loaded: add a line for it.`,
      );
    else if ([own, ...predecessors].some((other) => other !== code && isWithin(other, code)))
      yield complaint(
        row.line,
        'predecessors',
        `前身 ${code} 包含本地区或另一前身,数字会重复计算:请只写同一级的。`,
        `The predecessor ${code} holds the region itself or another predecessor, whose figures would count twice: name those of one level.`,
      );
  }
}

const isWithin = (code: string, other: string): boolean =>
  isRegionCode(code) && traceLineage(code).includes(other);

/** What a row says of a region's years; what it has no column for stays as it is known. */
function spanStated(
  row: TableRow,
  known: Partial<RegionEntry> | undefined,
): Pick<RegionEntry, 'from' | 'to' | 'predecessors'> {
  const from = row.has('from') ? parseReportYear(row.text('from')) : known?.from;
  const to = row.has('to') ? parseReportYear(row.text('to')) : known?.to;
  const predecessors = row.has('predecessors') ? row.list('predecessors') : (known?.predecessors ?? []);
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(predecessors.length > 0 && { predecessors: [...new Set(predecessors)] }),
  };
}

/** A reading that was stated of another name is none of this one. */
function pinyinStated(row: TableRow, known: Partial<Read> | undefined): Pick<Read, 'pinyin'> {
  const before = known?.name === row.text('name') ? known.pinyin : undefined;
  const pinyin = row.has('pinyin') ? cleanPinyin(row.text('pinyin')) : (before ?? '');
  return pinyin === '' ? {} : { pinyin };
}

/** What a roster file speaks of, whatever is wrong with it: what must be known to check it. */
export function mentionedIn(
  text: string,
  format: TableFormat,
): {
  readonly agencies: readonly { readonly id: string; readonly district: string }[];
  readonly predecessors: readonly string[];
} {
  const { rows } = readTable(text, format, ROSTER_COLUMNS);
  return {
    agencies: rows
      .map((row) => ({ id: row.text('id'), district: row.text('district') }))
      .filter(({ id }) => AGENCY_ID.test(id)),
    predecessors: rows.flatMap((row) => row.list('predecessors')).filter((id) => AGENCY_ID.test(id)),
  };
}

/** Agencies. Where the loaded regions are given, each agency's district must be one of them. */
export function parseRoster(text: string, format: TableFormat, loaded: Loaded = {}): ParsedRoster {
  const table = readTable(text, format, ROSTER_COLUMNS);
  const complaints = [...table.complaints];
  const firstLine = new Map<string, number>();
  for (const row of table.rows) {
    const id = row.text('id');
    if (!AGENCY_ID.test(id)) continue;
    const earlier = firstLine.get(id);
    if (earlier !== undefined) complaints.push(twice(row, 'id', id, earlier));
    else firstLine.set(id, row.line);
  }
  const agencies: RosterEntry[] = [];
  for (const row of table.rows) {
    const read = readAgency(row, loaded.known?.get(row.text('id')), loaded.functions);
    complaints.push(...read.complaints, ...checkReferences(row, firstLine, loaded));
    if (read.agency) agencies.push(read.agency);
  }
  const absent = ROSTER_COLUMNS.optional.filter((column) => !table.rows.some((row) => row.has(column)));
  return conclude(complaints, { agencies, cleaned: table.cleaned, absent });
}

/** `known`: the same agency as it is on the roster, which says what the file has no column for. */
function readAgency(
  row: TableRow,
  known: RosterEntry | undefined,
  functions: Loaded['functions'],
): { agency: RosterEntry | undefined; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  const complain = (column: string, zh: string, en: string): void => {
    complaints.push(complaint(row.line, column, zh, en));
  };
  const id = row.text('id');
  if (!AGENCY_ID.test(id))
    complain(
      'id',
      `机关编号“${id}”应为 2 至 63 个小写字母、数字或连字符,首位不是连字符。`,
      `The id "${id}" must be 2 to 63 lower-case letters, digits or hyphens, not starting with a hyphen.`,
    );
  complaints.push(...checkName(row, 'name'));
  const district = row.text('district');
  if (!isRegionCode(district)) complaints.push(badCode(row, 'district', district));
  const kindText = row.text('kind');
  const kind = findKind(kindText);
  if (kind === undefined)
    complain(
      'kind',
      `机关类别“${kindText}”应为 ${KINDS_TOLD.join('、')} 之一。`,
      `The kind "${kindText}" must be one of ${KINDS_TOLD.join(', ')}.`,
    );
  const from = parseReportYear(row.text('from'));
  if (from === undefined)
    complain(
      'from',
      `起始年度“${row.text('from')}”应为 ${FIRST_REPORT_YEAR} 至 ${LAST_YEAR} 的年份。`,
      `The first year "${row.text('from')}" must be a year from ${FIRST_REPORT_YEAR} to ${LAST_YEAR}.`,
    );
  const toText = row.text('to');
  const to = row.has('to') ? parseReportYear(toText) : known?.to;
  if (toText !== '' && to === undefined)
    complain(
      'to',
      `截止年度“${toText}”应为 ${FIRST_REPORT_YEAR} 至 ${LAST_YEAR} 的年份,机关仍在的留空。`,
      `The last year "${toText}" must be a year from ${FIRST_REPORT_YEAR} to ${LAST_YEAR}; leave it empty where the agency still exists.`,
    );
  else if (to !== undefined && from !== undefined && to < from)
    complain(
      'to',
      `截止年度 ${to} 早于起始年度 ${from}。`,
      `The last year ${to} lies before the first year ${from}.`,
    );
  const mail = row.has('mail') ? row.text('mail') : (known?.mail ?? '');
  const phone = row.has('phone') ? cleanTelephone(row.text('phone')) : (known?.phone ?? '');
  complaints.push(...checkMail(row), ...checkPhone(row), ...checkAliases(row), ...checkPinyin(row));
  const remindersText = row.text('reminders').toLowerCase();
  const reminders = row.has('reminders') ? REMINDERS.get(remindersText) : (known?.reminders ?? true);
  if (reminders === undefined)
    complain(
      'reminders',
      `是否邮件催报“${remindersText}”应为 yes 或 no,或留空(留空为 yes)。`,
      `Reminders "${remindersText}" must be yes or no, or empty, which is yes.`,
    );
  const datasetText = row.text('dataset');
  const dataset = datasetText === '' ? undefined : datasetSchema.safeParse(datasetText);
  if (dataset?.success === false)
    complain(
      'dataset',
      `数据来源“${datasetText}”应为 ${datasetSchema.options.join('、')} 之一,或留空。`,
      `The dataset "${datasetText}" must be one of ${datasetSchema.options.join(', ')}, or empty.`,
    );
  const source = row.has('dataset') ? dataset?.data : known?.dataset;
  const functionText = row.text('function');
  // Where nobody knows the list, an id stays as it is.
  const named = functionText === '' || !functions ? functionText : functions.find(functionText);
  if (named === undefined)
    complain(
      'function',
      `职能“${functionText}”不在职能表中:请填写 ${functions?.told ?? ''} 之一,或留空(留空时按机关名称判断)。`,
      `The function "${functionText}" is not on the list: state one of ${functions?.told ?? ''}, or leave it empty, and the agency's name decides.`,
    );
  const functionId = row.has('function') ? named : known?.function;
  if (complaints.length > 0 || kind === undefined || from === undefined)
    return { agency: undefined, complaints };
  return {
    agency: {
      id,
      name: row.text('name'),
      aliases: [...(row.has('aliases') ? row.list('aliases') : (known?.aliases ?? []))],
      kind,
      ...(source && { dataset: source }),
      ...(functionId !== undefined && functionId !== '' && { function: functionId }),
      district,
      ...pinyinStated(row, known),
      from,
      ...(to !== undefined && { to }),
      predecessors: [...(row.has('predecessors') ? row.list('predecessors') : (known?.predecessors ?? []))],
      ...(mail !== '' && { mail }),
      ...(reminders === false && { reminders }),
      ...(phone !== '' && { phone }),
    },
    complaints,
  };
}

function* checkReferences(
  row: TableRow,
  inFile: ReadonlyMap<string, number>,
  loaded: Loaded,
): Generator<Complaint> {
  const district = row.text('district');
  if (isRegionCode(district) && loaded.regions && !loaded.regions.has(district))
    yield complaint(
      row.line,
      'district',
      `地区 ${district} 尚未载入:请先载入地区表。`,
      `The region ${district} is not loaded: load the regions first.`,
    );
  if (loaded.filedElsewhere?.has(row.text('id')))
    yield complaint(
      row.line,
      'district',
      '该机关在另一地区已有报告,不能改换地区:请用“to”写明其最后年度,另以新编号建档,并在 predecessors 中写明原编号。',
      'The agency has filed reports in another district: end it with "to", and enrol it under a new id with the old one as its predecessor.',
    );
  for (const predecessor of row.list('predecessors')) {
    if (predecessor === row.text('id'))
      yield complaint(
        row.line,
        'predecessors',
        '机关不能是自己的前身。',
        'An agency cannot be its own predecessor.',
      );
    else if (!inFile.has(predecessor) && !loaded.agencies?.has(predecessor))
      yield complaint(
        row.line,
        'predecessors',
        `前身 ${predecessor} 不在名录中:请加上一行,或改正编号。`,
        `The predecessor ${predecessor} is not on the roster: add a line for it, or correct the id.`,
      );
  }
}

/** `undefined` where it is no year of reports. */
export function parseReportYear(text: string): number | undefined {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  return year >= FIRST_REPORT_YEAR && year <= LAST_YEAR ? year : undefined;
}

function checkMail(row: TableRow): Complaint[] {
  const mail = row.text('mail');
  return mail === '' || isMailAddress(mail)
    ? []
    : [
        complaint(
          row.line,
          'mail',
          `“${mail}”不是一个邮箱地址:只写地址本身,例如 zwgk@example.gov.cn,不写姓名和尖括号。`,
          `"${mail}" is not a mail address: state the address alone, such as zwgk@example.gov.cn, without a name or brackets.`,
        ),
      ];
}

function checkPhone(row: TableRow): Complaint[] {
  const phone = row.text('phone');
  return phone === '' || isTelephone(cleanTelephone(phone))
    ? []
    : [
        complaint(
          row.line,
          'phone',
          `“${phone}”不是电话号码:只写号码,例如 0772-2812345 或 0772-2812345转8001,多个号码用顿号分隔,不写姓名。`,
          `"${phone}" is not a telephone number: state the number alone, such as 0772-2812345 or 0772-2812345转8001, several separated by ; or |, without a name.`,
        ),
      ];
}

/** A comma or slash stands in no name: whoever writes one means two. */
const JOINED = /[,/\uff0c\uff0f\\]/u;

function checkAliases(row: TableRow): Complaint[] {
  return row
    .list('aliases')
    .filter((alias) => JOINED.test(alias))
    .map((alias) =>
      complaint(
        row.line,
        'aliases',
        `别名“${alias}”像是两个名称:多个别名请以顿号、分号或竖线分隔。`,
        `The alias "${alias}" looks like two names: separate several by ; or | (or 、).`,
      ),
    );
}

function checkPinyin(row: TableRow): Complaint[] {
  const pinyin = cleanPinyin(row.text('pinyin'));
  return pinyin === '' || isPinyin(pinyin)
    ? []
    : [
        complaint(
          row.line,
          'pinyin',
          `拼音“${pinyin}”应为不带声调的拉丁字母,至多 ${MAX_PINYIN_LENGTH} 个字符,可用空格、撇号和连字符,例如 Yueqing Shi、Lu'an Shi;留空则自动注音。`,
          `The pinyin "${pinyin}" must be Latin letters without tone marks, at most ${MAX_PINYIN_LENGTH} characters, with spaces, apostrophes and hyphens, such as Yueqing Shi or Lu'an Shi; leave it empty, and it is made.`,
        ),
      ];
}

function checkName(row: TableRow, column: string): Complaint[] {
  const name = row.text(column);
  if (name === '') return [complaint(row.line, column, '名称是空的。', 'The name is empty.')];
  if (UNPRINTABLE.test(name))
    return [
      complaint(
        row.line,
        column,
        '名称中有换行或控制字符,请删去。',
        'The name holds a line break or control character: remove it.',
      ),
    ];
  if (name.length > MAX_NAME_LENGTH)
    return [
      complaint(
        row.line,
        column,
        `名称超过 ${MAX_NAME_LENGTH} 个字。`,
        `The name is longer than ${MAX_NAME_LENGTH} characters.`,
      ),
    ];
  return [];
}

const badCode = (row: TableRow, column: string, code: string): Complaint =>
  complaint(
    row.line,
    column,
    `“${code}”应为六位数字的行政区划代码(GB/T 2260)。`,
    `"${code}" must be a GB/T 2260 code of six digits.`,
  );

const twice = (row: TableRow, column: string, value: string, earlier: number): Complaint =>
  complaint(
    row.line,
    column,
    `${value} 在第 ${earlier} 行已经有了,请删去一行。`,
    `${value} is already in line ${earlier}: remove one of them.`,
  );
