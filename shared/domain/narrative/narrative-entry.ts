/** Whose narrative a fingerprint is of: what rule Q3 finds other holders of the same text by. */
import type { Instant } from '../basics/calendar.ts';

export interface NarrativeEntry {
  readonly agencyId: string;
  readonly district: string;
  readonly year: number;
  /** 机关名称, where it is known. */
  readonly name?: string | undefined;
  readonly fingerprint: string;
  readonly submissionId: string;
  readonly sha256: string;
  readonly order: string;
  readonly receivedAt: Instant;
}
