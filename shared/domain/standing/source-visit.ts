/** The last look at where a report is published: what it found, and what the next one has to know. */
import type { Instant } from '../basics/calendar.ts';
import type { SourceCheck } from './source-check.ts';

export interface SourceVisit {
  /** The address as it is stated, and since when. */
  readonly url: string;
  readonly since: Instant;
  readonly visitedAt: Instant;
  readonly found: SourceCheck;
  /** The hash of the report that the page was compared with, where it was. */
  readonly comparedWith?: string | undefined;
  /** What the server said of the page, for a conditional request. */
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** The page's text, hashed, as it was first seen under this statement: another one is a change. */
  readonly fingerprint?: string | undefined;
}
