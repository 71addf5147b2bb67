/** What the API answers of one submission, and of the difference between two. */
import { redactFindings } from '../../shared/domain/standing/redact-submission.ts';
import type { Submission } from '../../shared/domain/standing/submission.ts';
import type { DiffAnswer, ReceiptAnswer } from '../../shared/contracts/api/api-answers.ts';
import type { Receipt } from '../../shared/contracts/bucket/receipt.ts';
import { chooseEdition, type Edition } from '../../shared/domain/form/catalogue.ts';
import { placeName } from '../../shared/domain/form/cell-names.ts';
import type { FactChange, FigureChange, RemarkChange } from '../../shared/domain/document/report-diff.ts';
import { writeFindingAnswer, writeNotComparedAnswer } from './answers.ts';
import { FORM_TABLES } from '../texts/history-kinds.ts';
import type { ReadVersion } from '../history/report-version.ts';
import type { NarrativeDiff, VersionDiff } from '../history/version-diff.ts';

/** The receipt: what was decided when the submission was received. */
export const writeReceiptAnswer = (
  submission: Submission,
  receipt: Receipt | undefined,
  isKeptBack: boolean,
): ReceiptAnswer => {
  const { key, submissionId, sha256, sizeBytes, receivedAt, processedAt, outcome, sameAs } = submission;
  const told = receipt?.findings ?? [...submission.findings, ...submission.contextualFindings];
  const year = submission.place === 'unplaced' ? 2021 : submission.place.year;
  const findings = isKeptBack ? redactFindings(told, chooseEdition(year)) : told;
  return {
    key,
    submissionId,
    sha256,
    sizeBytes,
    receivedAt,
    processedAt,
    outcome,
    findings: findings.map(writeFindingAnswer),
    ...(sameAs && { sameAs }),
    ...writeNotComparedAnswer(submission),
  };
};

export const writeDiffAnswer = (agencyId: string, year: number, diff: VersionDiff): DiffAnswer => {
  const { from, to, same, figures, texts } = diff;
  const edition = (to.figures ?? from.figures)?.edition ?? chooseEdition(year);
  return {
    agency: agencyId,
    year,
    from: versionAnswer(from),
    to: versionAnswer(to),
    /** The very same bytes. */
    same: same === 'bytes',
    sameContent: same !== undefined,
    /** null where one of the two has no figures that could be read. */
    figures: figures
      ? {
          changed: figures.changed.length,
          tables: Object.fromEntries(FORM_TABLES.map((key) => [key, figures.tables[key]])),
          main: Object.fromEntries(
            figures.main.map(({ key, before, after }) => [
              key,
              {
                before: before ?? null,
                after: after ?? null,
                difference: before === undefined || after === undefined ? null : after - before,
              },
            ]),
          ),
          cells: figures.changed.map((change) => cellAnswer(edition, change)),
          /** Cells that could not be read in one of the two: null there. */
          unread: figures.unread.map((change) => cellAnswer(edition, change)),
        }
      : null,
    /** null where one of the two could not be read at all. */
    texts: texts
      ? {
          narrative: texts.narrative.map((change) => narrativeAnswer(edition, change)),
          facts: texts.facts.map((change) => changeAnswer(edition, change)),
          notes: texts.notes.map((change) => changeAnswer(edition, change)),
          explanations: texts.explanations.map((change) => changeAnswer(edition, change)),
        }
      : null,
  };
};

const versionAnswer = ({ submission, reading }: ReadVersion) => ({
  submissionId: submission.submissionId,
  sha256: submission.sha256,
  receivedAt: submission.receivedAt,
  outcome: submission.outcome,
  reading,
});

const stated = (value: number): number | null => (Number.isNaN(value) ? null : value);

const cellAnswer = (edition: Edition, { path, before, after }: FigureChange) => ({
  path,
  name: placeName(edition, path),
  before: stated(before),
  after: stated(after),
});

const changeAnswer = (edition: Edition, change: FactChange | RemarkChange) => {
  const { path, before, after } = change;
  return {
    ...('rule' in change && { rule: change.rule }),
    path,
    name: placeName(edition, path),
    before: before ?? null,
    after: after ?? null,
  };
};

const narrativeAnswer = (edition: Edition, { path, before, after, compared }: NarrativeDiff) => ({
  path,
  name: placeName(edition, path),
  /** In characters; null where the version does not state the text. */
  before: before === undefined ? null : compared.before,
  after: after === undefined ? null : compared.after,
  /** null where too much differs for a comparison. */
  parts: compared.parts ?? null,
});
