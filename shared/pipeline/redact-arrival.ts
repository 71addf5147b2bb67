/** A document that was redacted may come again: it is kept without its texts from the first on. */
import { raiseRedactions, type RedactionHeadDeps } from './redaction-head.ts';
import { takeRedaction, type RedactionRecord } from '../contracts/bucket/redaction-record.ts';
import type { Receipt } from '../contracts/bucket/receipt.ts';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import { redactDocument } from '../domain/document/redact-document.ts';
import type { Edition } from '../domain/form/catalogue.ts';
import { redactFindings } from '../domain/standing/redact-submission.ts';
import type { Redaction } from '../domain/standing/submission.ts';

interface ArchiveDeps extends RedactionHeadDeps {
  readonly bucket: RedactionHeadDeps['bucket'] & Pick<ReportBucket, 'archiveWithoutTexts' | 'putRedaction'>;
  readonly sha256: (bytes: Uint8Array) => string;
}

/** The archive's half; `record`: of this document, or of one that says the same in other bytes. */
export async function archiveWithoutTexts(
  deps: ArchiveDeps,
  sha256: string,
  bytes: Uint8Array,
  record: RedactionRecord,
): Promise<Redaction> {
  const { bucket, sha256: hash } = deps;
  const left = redactDocument(bytes);
  const own =
    record.sha256 === sha256
      ? record
      : { ...record, sha256, redactedSha256: hash(left), submissions: [], kept: [] };
  if (own !== record) {
    await raiseRedactions(deps, [own]);
    await bucket.putRedaction(own);
  }
  await bucket.archiveWithoutTexts(sha256, left);
  return takeRedaction(own);
}

/** With what it said before. */
export function redactReceipt(receipt: Receipt, edition: Edition): Receipt {
  return {
    ...receipt,
    findings: redactFindings(receipt.findings, edition),
    ...(receipt.earlier && {
      earlier: receipt.earlier.map((said) => ({ ...said, findings: redactFindings(said.findings, edition) })),
    }),
  };
}
