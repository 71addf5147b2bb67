import { langOfTag } from '../texts/language.ts';
import type { Lang } from '../texts/language.ts';
import type { Texts } from '../texts/zh-cn.ts';
import {
  shortenInstant,
  type AgencyKind,
  type Instant,
  type IsoDay,
} from '../../shared/domain/basics/calendar.ts';
import type { NamedRegion } from './named-region.ts';
import type { RuleId } from '../../shared/domain/findings/finding.ts';
import type { THEMES } from '../../shared/contracts/site-parameters.ts';
import { NATION } from '../../shared/domain/basics/region.ts';

/** A script, and what it needs at once. */
interface Script {
  readonly file: string;
  readonly imports: readonly string[];
}

/** `Liuzhou Shi` of 柳州市; `undefined` of a name that no load has spelled. */
export type NamesInPinyin = (name: string) => string | undefined;

/** What every view of a page needs to know of its reader and its moment. */
export interface PageContext {
  readonly lang: Lang;
  readonly t: Texts;
  /** Whether links must keep `?lang=`. */
  readonly langInAddress: boolean;
  readonly theme: Theme;
  /** Whether links must keep `?theme=`. */
  readonly themeInAddress: boolean;
  /** The page's own path, for the link to the other language. */
  readonly path: string;
  /** What the address asks for beside language, theme and instant, without a question mark. */
  readonly query: string;
  /** The instant that the page is of; whoever is given a page that was kept is given figures that have not changed since. */
  readonly at: Instant;
  /** China time, to the minute. */
  readonly asOf: string;
  /** The instant of the past that the page was asked for; links keep it. */
  readonly past: Instant | undefined;
  /** Today in China, where the page can be asked for as of another day. */
  readonly today?: IsoDay | undefined;
  /** The instant within a day that a region with others below was asked for; what is shown is the end of its day. */
  readonly instant?: string | undefined;
  /** What the address asks for in vain, under a name that resembles a known one. */
  readonly misread?: { readonly name: string; readonly meant: string | undefined } | undefined;
  /** How much of the demonstration is there while it is being loaded. */
  readonly loadedPercent?: number | undefined;
  readonly styles: string;
  readonly charts: string;
  readonly drawing: string;
  readonly check: Script;
  readonly filing: Script;
  readonly converter: string;
  readonly fresh: string;
  /** The name of whoever is signed in, on pages that are theirs alone. */
  readonly signedIn?: string | undefined;
  /** What the desk is called, where whoever is signed in has one. */
  readonly desk?: string | undefined;
  /** Whether a banner has said of every row that follows that its figures are for demonstration. */
  readonly isAllSynthetic?: boolean | undefined;
  /** How names are spelled, on a page in English. */
  readonly pinyin?: NamesInPinyin | undefined;
  /** The version of what the page shows, where that may change while it stands open. */
  readonly version: string | undefined;
}

/** `auto`: as the reader's system has it. */
type Theme = (typeof THEMES)[number];

/** What a view needs that the browser draws, too. */
export type Wording = Pick<PageContext, 'lang' | 't' | 'langInAddress'>;

/** As an address names a language. */
export const langTag = (lang: Lang): string => (langOfTag(lang) === 'en' ? 'en' : 'zh');

type Kept = Pick<PageContext, 'lang' | 'langInAddress'> &
  Partial<Pick<PageContext, 'past' | 'theme' | 'themeInAddress'>>;

/** A link within the site that keeps the language, the theme and the instant where the address names them. */
export function href({ langInAddress, lang, past, theme, themeInAddress }: Kept, path: string): string {
  const query = [
    ...(langInAddress ? [`lang=${langTag(lang)}`] : []),
    ...(themeInAddress === true && theme !== undefined ? [`theme=${theme}`] : []),
    ...(past === undefined ? [] : [asOfQuery(past)]),
  ];
  if (query.length === 0) return path;
  const [before = '', anchor] = path.split('#', 2);
  const address = `${before}${before.includes('?') ? '&' : '?'}${query.join('&')}`;
  return anchor === undefined ? address : `${address}#${anchor}`;
}

/** `?list=missing`: what the address asks for beside language and instant. */
export const queryPart = ({ query }: Pick<PageContext, 'query'>): string => (query === '' ? '' : `?${query}`);

/** The same page, asked under the name that was meant. */
export function correctedAddress({ path, query }: PageContext, name: string, meant: string): string {
  const asked = new URLSearchParams(query);
  const value = asked.get(name) ?? '';
  asked.delete(name);
  asked.set(meant, value);
  return `${path}?${asked.toString()}`;
}

/** The same page in the other language. Relative: a path that begins with two slashes would name another host. */
export const otherLanguage = (page: PageContext): string =>
  href({ ...page, lang: page.lang === 'en' ? 'zh-CN' : 'en', langInAddress: true }, queryPart(page));
/** The same page in another theme. */
export const otherTheme = (page: PageContext, theme: Theme): string =>
  href({ ...page, theme, themeInAddress: true }, queryPart(page));

const asOfQuery = (past: Instant): string => `asOf=${shortenInstant(past)}`;
/** The answer of the API behind a page. */
export const apiHref = ({ past }: Pick<PageContext, 'past'>, path: string): string =>
  past === undefined ? `/api/v1${path}` : `/api/v1${path}${path.includes('?') ? '&' : '?'}${asOfQuery(past)}`;
/** A link to what has no past, or to a page as it is now. */
export const hrefNow = (
  { lang, langInAddress, theme, themeInAddress }: Wording & Kept,
  path: string,
): string =>
  href(
    {
      lang,
      langInAddress,
      ...(theme !== undefined && themeInAddress !== undefined && { theme, themeInAddress }),
    },
    path,
  );

export const RULES_PATH = '/rules';
export const rulePath = (page: Wording, rule: RuleId): string => `${hrefNow(page, RULES_PATH)}#${rule}`;
export const API_PAGE_PATH = '/api';
export const DOWNLOADS_PATH = '/downloads';
export const DICTIONARY_PATH = `${DOWNLOADS_PATH}/dictionary`;
export const makeBulkPartPath = (part: string): string => `${DOWNLOADS_PATH}/parts/${part}`;
export const CHECK_PATH = '/check';
export const FILE_PATH = '/file';
/** Both lead on to the region that the system begins with. */
export const COMPLIANCE_PATH = '/compliance';
export const REGIONS_PATH = '/regions';
export const regionPath = (code: string, year: number): string => `/regions/${code}/years/${year}`;
export const publicationsPath = (code: string, year: number): string =>
  `${regionPath(code, year)}/publications`;
/** `kind`: of one kind of agency only. */
export const compliancePath = (code: string, year: number, kind?: AgencyKind): string =>
  `/compliance/${code}/${year}${kind === undefined ? '' : `?kind=${kind}`}`;
/** The drafted text of a region's consolidated report. */
export const draftPath = (code: string, year: number): string => `${regionPath(code, year)}/draft`;
export const agencyPath = (id: string): string => `/agencies/${id}`;
export const agencyYearPath = (id: string, year: number): string => `/agencies/${id}/years/${year}`;
export const submissionPath = (id: string, year: number, submissionId: string): string =>
  `${agencyYearPath(id, year)}/submissions/${encodeURIComponent(submissionId)}`;
export const disclosurePath = (id: string): string => `${agencyPath(id)}/disclosure`;
export const historyPath = (id: string, year: number): string => `${agencyYearPath(id, year)}/history`;
export const pairQuery = (from: string, to: string): string =>
  `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
export const comparePath = (id: string, year: number, from: string, to: string): string =>
  `${historyPath(id, year)}?${pairQuery(from, to)}`;

export function regionName(page: PageContext, { code, name }: NamedRegion): string {
  return code === NATION ? page.t.nation : name === undefined ? code : inPinyin(page, name);
}

/** A name as a page shows it: in English with its pinyin, `Liuzhou Shi 柳州市`. */
export function inPinyin({ pinyin }: Pick<PageContext, 'pinyin'>, name: string): string {
  const spelled = pinyin?.(name);
  return spelled === undefined ? name : `${spelled} ${name}`;
}

/** What a region's page and its files are about; a view narrowed to a kind of agency says so wherever it is shown. */
export function regionTitle(
  t: Texts,
  name: string,
  { year, kind }: { readonly year: number; readonly kind: AgencyKind | undefined },
): string {
  const title = t.titleOf(name, year);
  return kind === undefined ? title : t.view.titleOfKind(title, t.kinds[kind]);
}
