/** The versions of a report as far as they could be read, each read once. */
import { isTextWithheld } from '../../shared/domain/standing/acts/office-standing.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import type { SubmissionHead } from '../../shared/domain/standing/submission.ts';
import { decodeShown } from '../../shared/domain/document/redact-document.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { readStatedReport, type StatedReport } from '../../shared/domain/document/stated-report.ts';
import type { WebBucket } from '../ports.ts';
import { figuresRead } from '../form/figures-read.ts';
import type { Reading } from '../texts/history-kinds.ts';

export interface ReadVersion {
  readonly submission: SubmissionHead;
  readonly reading: Reading;
  /** NaN in a cell that could not be read; `undefined` where none could. */
  readonly figures: Figures | undefined;
  readonly stated: StatedReport | undefined;
}

export type VersionReader = (submission: SubmissionHead) => Promise<ReadVersion>;

/** `acts`: of the office about the agency's year; they may keep texts back. */
export function versionReader(bucket: WebBucket, acts: AgencyYear['acts']): VersionReader {
  const known = new Map<string, Promise<ReadVersion>>();
  return (submission) => {
    const { submissionId } = submission;
    const version = known.get(submissionId) ?? readVersion(bucket, submission, acts);
    known.set(submissionId, version);
    return version;
  };
}

async function readVersion(
  bucket: WebBucket,
  submission: SubmissionHead,
  acts: AgencyYear['acts'],
): Promise<ReadVersion> {
  const nothing = { submission, figures: undefined, stated: undefined };
  if (submission.sha256 === null) return { ...nothing, reading: 'too-large' };
  const bytes = await bucket.archived(submission.sha256);
  if (!bytes) return { ...nothing, reading: 'absent' };
  const decoded = decodeShown(bytes, isTextWithheld(acts, submission));
  if (decoded.kind === 'unreadable') return { ...nothing, reading: 'unreadable' };
  return {
    submission,
    reading: decoded.report ? 'whole' : 'partly',
    figures: figuresRead(decoded),
    stated: readStatedReport(decoded.draft),
  };
}
