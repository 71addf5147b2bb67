/** The report that `--last-year` names. */
import { readFile } from 'node:fs/promises';
import { decodeReport } from '../shared/domain/document/decode-report.ts';
import type { Report } from '../shared/domain/form/report.ts';
import { UsageError } from './exit-codes.ts';
import { describeUnreadable } from './unreadable-file.ts';

/** It is compared with as it stands, right or wrong: what it says is what this year continues. */
export async function readLastYear(file: string | undefined): Promise<Report | undefined> {
  if (file === undefined) return undefined;
  const bytes = await readFile(file).catch(describeUnreadable);
  const decoded = bytes instanceof Uint8Array ? decodeReport(bytes) : undefined;
  if (decoded?.kind !== 'read' || !decoded.report)
    throw new UsageError(
      `--last-year ${file} 读不成报告,请先单独校验 / is not a report that can be read: validate it by itself first`,
    );
  return decoded.report;
}
