import { langOfTag } from '../texts/language.ts';
import type { Lang } from '../texts/language.ts';
import type { Texts } from '../texts/zh-cn.ts';
import type { NamedRegion } from '../model/region-view.ts';
import type { RuleId } from '../../shared/domain/finding.ts';
import { NATION } from '../../shared/domain/region.ts';

/** What every view of a page needs to know of its reader and its moment. */
export interface PageContext {
  readonly lang: Lang;
  readonly t: Texts;
  /** Whether links must keep `?lang=`. */
  readonly langInAddress: boolean;
  /** The page's own path, for the link to the other language. */
  readonly path: string;
  /** China time, to the minute. */
  readonly asOf: string;
  readonly styles: string;
  readonly charts: string;
  readonly check: string;
}

/** What a view needs that the browser draws, too. */
export type Wording = Pick<PageContext, 'lang' | 't' | 'langInAddress'>;

/** A link within the site that keeps the language where the address names it. */
export function href(
  { langInAddress, lang }: Pick<PageContext, 'lang' | 'langInAddress'>,
  path: string,
): string {
  if (!langInAddress) return path;
  return `${path}${path.includes('?') ? '&' : '?'}lang=${langOfTag(lang) === 'en' ? 'en' : 'zh'}`;
}

export const RULES_PATH = '/rules';
export const rulePath = (page: Wording, rule: RuleId): string => `${href(page, RULES_PATH)}#${rule}`;
export const CHECK_PATH = '/check';
export const regionPath = (code: string, year: number): string => `/regions/${code}/years/${year}`;
export const agencyPath = (id: string): string => `/agencies/${id}`;
export const agencyYearPath = (id: string, year: number): string => `/agencies/${id}/years/${year}`;
export const submissionPath = (id: string, year: number, submissionId: string): string =>
  `${agencyYearPath(id, year)}/submissions/${encodeURIComponent(submissionId)}`;
export const historyPath = (id: string, year: number): string => `${agencyYearPath(id, year)}/history`;
export const pairQuery = (from: string, to: string): string =>
  `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
export const comparePath = (id: string, year: number, from: string, to: string): string =>
  `${historyPath(id, year)}?${pairQuery(from, to)}`;

export function regionName({ t }: PageContext, { code, name }: NamedRegion): string {
  return code === NATION ? t.nation : (name ?? code);
}
