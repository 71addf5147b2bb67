/** What an operator puts where a publication is recorded, `{"publishedOn": "2025-01-24", "sourceUrl": "https://…"}`. */
import { isIsoDay, tellChinaDay, toIsoDay, type Instant, type IsoDay } from '../../domain/basics/calendar.ts';
import type { Text } from '../../domain/basics/text.ts';
import { isWebAddress } from '../../domain/basics/web-address.ts';
import { MAX_URL_LENGTH } from '../../domain/findings/document-limits.ts';
import { shown, shownPointer } from '../../domain/findings/quotation.ts';

/** More than the longest address takes, however its characters are escaped. */
export const MAX_PUBLICATION_BYTES = 16_384;

interface PublicationProblem {
  /** JSON Pointer; empty for the document as a whole, or its place. */
  readonly path: string;
  readonly message: Text;
}

export type ParsedPublication =
  | { readonly kind: 'ok'; readonly publishedOn: IsoDay; readonly sourceUrl?: string | undefined }
  | { readonly kind: 'bad'; readonly problems: readonly PublicationProblem[] };

const problem = (path: string, zh: string, en: string): PublicationProblem => ({ path, message: { zh, en } });

export const tooLongPublication = (sizeBytes: number): PublicationProblem =>
  problem(
    '',
    `文件有 ${sizeBytes} 字节,最多 ${MAX_PUBLICATION_BYTES} 字节。请只写公布日期和公布网址。`,
    `The file has ${sizeBytes} bytes; ${MAX_PUBLICATION_BYTES} are the most. Write nothing but the day and the address of publication.`,
  );

const UNREADABLE = problem(
  '',
  '文件不是 UTF-8 编码的 JSON 对象。请写成 {"publishedOn": "2025-01-24", "sourceUrl": "https://…"}。',
  'The file is no JSON object in UTF-8. Write {"publishedOn": "2025-01-24", "sourceUrl": "https://…"}.',
);

/** Reads one that was received at an instant, of a report for a year. */
export function parsePublication(
  bytes: Uint8Array,
  { year, receivedAt }: { readonly year: number; readonly receivedAt: Instant },
): ParsedPublication {
  const document = readObject(bytes);
  if (!document) return { kind: 'bad', problems: [UNREADABLE] };
  const { publishedOn, sourceUrl, ...unknown } = document;
  const problems = [
    ...judgeDay(publishedOn, year, tellChinaDay(receivedAt)),
    ...judgeAddress(sourceUrl),
    ...Object.keys(unknown).slice(0, MAX_UNKNOWN).map(tellUnknown),
  ];
  if (problems.length > 0 || typeof publishedOn !== 'string' || !isIsoDay(publishedOn))
    return { kind: 'bad', problems };
  return { kind: 'ok', publishedOn, ...(typeof sourceUrl === 'string' && { sourceUrl }) };
}

/** Names told of those that do not belong there. */
const MAX_UNKNOWN = 5;

function tellUnknown(name: string): PublicationProblem {
  return problem(
    shownPointer(`/${name}`),
    `「${shown(name)}」不是这里的内容。请去掉,只留 publishedOn 和 sourceUrl。`,
    `"${shown(name)}" does not belong here. Take it out: publishedOn and sourceUrl are all.`,
  );
}

function readObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function judgeDay(stated: unknown, year: number, receivedOn: IsoDay): PublicationProblem[] {
  const path = '/publishedOn';
  if (typeof stated !== 'string' || !isIsoDay(stated))
    return [
      problem(
        path,
        `公布日期${stated === undefined ? '没有填' : `填的是 ${quote(stated)}`},应为实际存在的日期。请写成 2025-01-24。`,
        `The date of publication is ${stated === undefined ? 'missing' : quote(stated)}; it must be a day that exists. Write it as 2025-01-24.`,
      ),
    ];
  const earliest = toIsoDay(`${year + 1}-01-01`);
  if (stated < earliest)
    return [
      problem(
        path,
        `公布日期 ${stated} 早于 ${earliest},而 ${year} 年度报告在年度结束后才能公布。请核对年份。`,
        `The report for ${year} can’t have been published on ${stated}: ${earliest} is the earliest. Check the year.`,
      ),
    ];
  if (stated > receivedOn)
    return [
      problem(
        path,
        `公布日期 ${stated} 晚于收到日 ${receivedOn},还没有公布的报告不能登记。请在公布之后再登记。`,
        `The date of publication, ${stated}, is after the day of receipt, ${receivedOn}: what is not published yet can’t be recorded. Record it once it is.`,
      ),
    ];
  return [];
}

function judgeAddress(stated: unknown): PublicationProblem[] {
  const path = '/sourceUrl';
  if (stated === undefined) return [];
  if (typeof stated !== 'string' || !isWebAddress(stated))
    return [
      problem(
        path,
        `公布网址填的是 ${quote(stated)},应以 http:// 或 https:// 开头,不含用户名和密码。请填公布报告的网页地址;没有的,去掉此项。`,
        `The address of publication is ${quote(stated)}; it must begin with http:// or https:// and name no user or password. Write the page’s address, or leave it out where there is none.`,
      ),
    ];
  if (stated.length > MAX_URL_LENGTH)
    return [
      problem(
        path,
        `公布网址有 ${stated.length} 个字符,最多 ${MAX_URL_LENGTH} 个。请填较短的地址。`,
        `The address of publication has ${stated.length} characters; ${MAX_URL_LENGTH} are the most. Write a shorter one.`,
      ),
    ];
  return [];
}

const quote = (stated: unknown): string =>
  `"${shown(typeof stated === 'string' ? stated : JSON.stringify(stated))}"`;
