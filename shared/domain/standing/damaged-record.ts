/** A stored record that can't be read: whoever mends or proves goes on past it. */
import type { Place } from '../basics/place.ts';
import type { AgencyYear, Enrolment } from './agency-year-record.ts';
import type { SubmissionPlace } from './submission.ts';

/** What its key says that it is. */
export type RecordName =
  | { readonly kind: 'agency-year'; readonly place: Place }
  | { readonly kind: 'region-year'; readonly parent: string; readonly code: string; readonly year: number }
  | {
      readonly kind: 'submission';
      readonly place: SubmissionPlace;
      /** An agency's id, or the key of what could not be placed. */
      readonly of: string;
      readonly submissionId: string;
    }
  /** An act; a publication that was recorded; what a look at it found; and what the next look has to know. */
  | {
      readonly kind: 'act' | 'publication' | 'source-check' | 'source-visit';
      readonly place: Place;
      /** The act's, the record's, or when the look was; empty for the last look. */
      readonly id: string;
    }
  | { readonly kind: 'other' };

/** What a damaged agency-year still says that nothing else knows: each attribute that is as it should be. */
export type LegibleAgencyYear = Pick<
  Partial<AgencyYear>,
  'before' | 'explanations' | 'rules' | 'newerActs'
> & {
  readonly enrolment?: Enrolment;
};

export interface DamagedRecord {
  readonly what: RecordName;
  /** An agency's id, a region's code, or the key itself. */
  readonly id: string;
  /** As the table has it. */
  readonly key: string;
  /** Counts writes, as far as it can be read: a writer in its place states it. */
  readonly revision: unknown;
  readonly legible: LegibleAgencyYear;
  /** Why it can't be read; names the key, never the content. */
  readonly message: string;
}

/** The revision from which a record in its place counts on. */
export const readRevision = (damaged: Pick<DamagedRecord, 'revision'> | undefined): number =>
  typeof damaged?.revision === 'number' ? damaged.revision : 0;
