/**
 * Where agencies' information is to be had, as an operator loads it, from CSV or JSON: a line for each thing. What a file says of an
 * agency is all of it; agencies that it does not name keep what they have. `none` alone says that there is nothing any more.
 */
import { isIsoDay, type IsoDay } from '../../domain/basics/calendar.ts';
import { isMailAddress } from '../../domain/basics/mail-address.ts';
import { cleanTelephone, isTelephone } from '../../domain/basics/telephone.ts';
import { isWebAddress } from '../../domain/basics/web-address.ts';
import type { Disclosure, DisclosureDocument, DisclosurePlace } from '../../domain/roster/disclosure.ts';
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

const DISCLOSURE_COLUMNS = {
  required: ['agency', 'kind'],
  optional: ['title', 'url', 'updated', 'address', 'hours', 'phone', 'mail'],
} as const;

/** With what an operator may write for each. */
const KINDS = {
  guide: '指南',
  catalogue: '目录',
  contact: '受理机构',
  point: '查阅点',
  review: '社会评议',
  none: '无',
} as const;
type Kind = keyof typeof KINDS;
const isKind = (word: string): word is Kind => Object.hasOwn(KINDS, word);
const KINDS_TOLD = Object.entries(KINDS)
  .map(([kind, chinese]) => `${kind}(${chinese})`)
  .join('、');
const findKind = (said: string): Kind | undefined =>
  Object.keys(KINDS)
    .filter(isKind)
    .find((kind) => kind === said || KINDS[kind] === said);
const DOCUMENT_COLUMNS = ['title', 'url', 'updated'] as const;
const PLACE_COLUMNS = ['title', 'url', 'address', 'hours', 'phone', 'mail'] as const;
/** Columns that a kind has a use for. */
const USED: Readonly<Record<Kind, readonly string[]>> = {
  guide: DOCUMENT_COLUMNS,
  catalogue: DOCUMENT_COLUMNS,
  review: DOCUMENT_COLUMNS,
  contact: PLACE_COLUMNS,
  point: PLACE_COLUMNS,
  none: [],
};
const DOCUMENTS: readonly Kind[] = ['guide', 'catalogue', 'review'];
/** An agency has one of each. */
const SINGLE: readonly Kind[] = ['guide', 'catalogue', 'contact'];

/** Together one item of the table, and a page. */
const MAX_LINES = 40;
const MAX_LENGTHS = { title: 100, address: 200, hours: 100, url: 500 } as const;

export interface StatedDisclosure {
  readonly agency: string;
  readonly disclosure: Disclosure;
}

type ParsedDisclosure = ParsedFile<{
  readonly entries: readonly StatedDisclosure[];
  readonly cleaned: readonly Cleaned[];
}>;

/** Those that a file names, whether or not the rest of it can be read. */
export const agenciesOfDisclosure = (text: string, format: TableFormat): string[] => [
  ...new Set(readTable(text, format, DISCLOSURE_COLUMNS).rows.map((row) => row.text('agency'))),
];

interface Line {
  readonly line: number;
  readonly agency: string;
  readonly kind: Kind;
  readonly document: DisclosureDocument;
  readonly place: DisclosurePlace;
}

/** `agencies`: those of the roster; `today`: nothing was updated after it. */
export function parseDisclosure(
  text: string,
  format: TableFormat,
  { agencies, today }: { readonly agencies: ReadonlySet<string>; readonly today: IsoDay },
): ParsedDisclosure {
  const table = readTable(text, format, DISCLOSURE_COLUMNS);
  const complaints = [...table.complaints];
  const lines: Line[] = [];
  for (const row of table.rows) {
    const kind = findKind(row.text('kind'));
    const wrong = [...complainOfRow(row, kind, agencies), ...complainOfDay(row, today)];
    complaints.push(...wrong);
    if (kind !== undefined && wrong.length === 0) lines.push(readLine(row, kind));
  }
  const byAgency = Map.groupBy(lines, ({ agency }) => agency);
  for (const those of byAgency.values()) complaints.push(...complainOfAgency(those));
  return conclude(complaints, {
    entries: [...byAgency].map(([agency, those]) => ({ agency, disclosure: gather(those) })),
    cleaned: table.cleaned,
  });
}

function readLine(row: TableRow, kind: Kind): Line {
  const stated = (column: string): string | undefined => row.text(column) || undefined;
  const [title, url, updated] = [stated('title'), stated('url'), row.text('updated')];
  return {
    line: row.line,
    agency: row.text('agency'),
    kind,
    document: { title, url: url ?? '', ...(isIsoDay(updated) && { updated }) },
    place: {
      title,
      url,
      address: stated('address'),
      hours: stated('hours'),
      phone: cleanTelephone(row.text('phone')) || undefined,
      mail: stated('mail'),
    },
  };
}

function gather(lines: readonly Line[]): Disclosure {
  const those = (kind: Kind): readonly Line[] => lines.filter((line) => line.kind === kind);
  return {
    guide: those('guide')[0]?.document,
    catalogue: those('catalogue')[0]?.document,
    contact: those('contact')[0]?.place,
    points: those('point').map(({ place }) => place),
    reviews: those('review').map(({ document }) => document),
  };
}

function* complainOfRow(
  row: TableRow,
  kind: Kind | undefined,
  agencies: ReadonlySet<string>,
): Generator<Complaint, void, undefined> {
  const { line } = row;
  const [agency, url, phone, mail] = ['agency', 'url', 'phone', 'mail'].map((column) => row.text(column));
  if (!agencies.has(agency ?? ''))
    yield complaint(
      line,
      'agency',
      `机关名录里没有“${agency}”,请核对机构标识,或先导入名录。`,
      `The roster has no agency "${agency}": correct the id, or load the roster first.`,
    );
  if (kind === undefined)
    yield complaint(
      line,
      'kind',
      `“${row.text('kind')}”不是事项,请填 ${KINDS_TOLD} 之一。`,
      `"${row.text('kind')}" is no kind of thing: state one of ${KINDS_TOLD}.`,
    );
  else {
    yield* complainOfLack(row, kind);
    yield* complainOfUnused(row, kind);
  }
  for (const [column, most] of Object.entries(MAX_LENGTHS))
    if (row.text(column).length > most)
      yield complaint(
        line,
        column,
        `有 ${row.text(column).length} 个字符,最多 ${most} 个,请缩短。`,
        `It has ${row.text(column).length} characters, and ${most} are the most: shorten it.`,
      );
  if (url && !isWebAddress(url))
    yield complaint(
      line,
      'url',
      `网址“${url}”应以 http:// 或 https:// 开头,不含用户名和密码。`,
      `The address "${url}" must begin with http:// or https:// and name no user or password.`,
    );
  if (phone && !isTelephone(cleanTelephone(phone)))
    yield complaint(
      line,
      'phone',
      `“${phone}”不是电话号码:只写号码,例如 0772-2812345,多个号码用顿号分隔。`,
      `"${phone}" is not a telephone number: state the number alone, such as 0772-2812345, several separated by 、.`,
    );
  if (mail && !isMailAddress(mail))
    yield complaint(
      line,
      'mail',
      `“${mail}”不是邮箱地址,请写成 name@example.gov.cn 的样子。`,
      `"${mail}" is no mail address: write it as name@example.gov.cn.`,
    );
}

/** What would be lost without a word. */
function* complainOfUnused(row: TableRow, kind: Kind): Generator<Complaint, void, undefined> {
  for (const column of DISCLOSURE_COLUMNS.optional)
    if (!USED[kind].includes(column) && row.text(column) !== '')
      yield complaint(
        row.line,
        column,
        `“${kind}(${KINDS[kind]})”没有这一列,请清空,或改正类别。`,
        `A ${kind} has no ${column}: remove it, or correct the kind.`,
      );
}

/** What a thing of its kind can't do without. */
function* complainOfLack(row: TableRow, kind: Kind): Generator<Complaint, void, undefined> {
  const { line } = row;
  const lacks = (...columns: readonly string[]): boolean =>
    columns.every((column) => row.text(column) === '');
  if (DOCUMENTS.includes(kind) && lacks('url'))
    yield complaint(
      line,
      'url',
      `${KINDS[kind]}要有网址,请填写。`,
      `A ${kind} has an address on the web: state it.`,
    );
  if (kind === 'point' && lacks('address'))
    yield complaint(
      line,
      'address',
      '查阅点要有地址,请填写。',
      'A reading point has an address: state where it is.',
    );
  if (kind === 'contact' && lacks('phone', 'mail', 'address'))
    yield complaint(
      line,
      'phone',
      '受理机构要有电话、邮箱或地址,请至少填写一项。',
      'A contact has a telephone, a mail address or an address: state one of them.',
    );
}

function* complainOfDay(row: TableRow, today: IsoDay): Generator<Complaint, void, undefined> {
  const updated = row.text('updated');
  if (updated !== '' && !isIsoDay(updated))
    yield complaint(
      row.line,
      'updated',
      `“${updated}”不是日期,请写成 2026-03-31 的样子。`,
      `"${updated}" is no day: write it as 2026-03-31.`,
    );
  else if (updated > today)
    yield complaint(
      row.line,
      'updated',
      `更新日期 ${updated} 晚于今天 ${today},请改正。`,
      `The last update, ${updated}, is after today, ${today}: correct it.`,
    );
}

/** What the lines of one agency say together. */
function* complainOfAgency(lines: readonly Line[]): Generator<Complaint, void, undefined> {
  for (const kind of SINGLE) {
    const [first, second] = lines.filter((line) => line.kind === kind);
    if (first && second)
      yield complaint(
        second.line,
        'kind',
        `${second.agency} 的${KINDS[kind]}在第 ${first.line} 行已经有了,请删去一行。`,
        `The ${kind} of ${second.agency} is already in line ${first.line}: remove one of them.`,
      );
  }
  const none = lines.find(({ kind }) => kind === 'none');
  if (none && lines.length > 1)
    yield complaint(
      none.line,
      'kind',
      `${none.agency} 另有其他行,“none(无)”只能单独一行,请删去。`,
      `${none.agency} has other lines, and "none" stands alone: remove it.`,
    );
  const tooMany = lines[MAX_LINES];
  if (tooMany)
    yield complaint(
      tooMany.line,
      '',
      `${tooMany.agency} 共 ${lines.length} 行,最多 ${MAX_LINES} 行。`,
      `${tooMany.agency} has ${lines.length} lines, and at most ${MAX_LINES} fit.`,
    );
}
