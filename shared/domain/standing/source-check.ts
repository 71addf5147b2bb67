/** What was found where a report is said to be published: alive, moved, gone, or changed since it was stated. */
import type { Instant } from '../basics/calendar.ts';

/**
 * `alive` 可访问, `moved` 已转到别处, `gone` 已失效, `changed` 内容有变化, `unreachable` 打不开, `not-checked` 未检查 (an
 * address that may not be asked).
 */
export const SOURCE_STATES = ['alive', 'changed', 'moved', 'gone', 'unreachable', 'not-checked'] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

/** Why an address was not asked, or did not answer with a page. */
export const SOURCE_FAULTS = [
  'host-not-listed',
  'address-not-public',
  'no-such-host',
  'no-answer',
  'too-slow',
  'too-large',
  'too-many-redirects',
  'refused',
  'not-a-page',
] as const;
export type SourceFault = (typeof SOURCE_FAULTS)[number];

/**
 * Whether the table of the page is that of the report in force, cell by cell. `not-compared` until something can read
 * the page's table: see `ComparePage`.
 */
export type PageComparison =
  | { readonly kind: 'not-compared' }
  | { readonly kind: 'agrees' }
  | { readonly kind: 'differs'; readonly cells: number };

/** One finding of a look at an address; the same found again is not recorded again. */
export interface SourceCheck {
  readonly checkedAt: Instant;
  /** The address that was looked at. */
  readonly url: string;
  readonly state: SourceState;
  readonly fault?: SourceFault | undefined;
  /** What the server answered, where that was no page: 404. */
  readonly status?: number | undefined;
  /** Where it lies now. */
  readonly movedTo?: string | undefined;
  readonly comparison: PageComparison;
}

/** Whether two looks found the same, at whatever time. */
export const isSameCheck = (a: SourceCheck, b: SourceCheck): boolean => describe(a) === describe(b);

const describe = ({ url, state, fault, status, movedTo, comparison }: SourceCheck): string =>
  JSON.stringify([url, state, fault, status, movedTo, comparison]);

/** The newest of checks in any order. */
export const newestCheck = (checks: readonly SourceCheck[]): SourceCheck | undefined =>
  checks.reduce<SourceCheck | undefined>(
    (newest, check) => (newest && newest.checkedAt >= check.checkedAt ? newest : check),
    undefined,
  );

/** A check of another address than the one that is stated by now says nothing of it. */
export const pickCheck = <Check extends { readonly url?: string | undefined }>(
  check: Check | undefined,
  sourceUrl: string | undefined,
): Check | undefined => (check?.url === sourceUrl ? check : undefined);
