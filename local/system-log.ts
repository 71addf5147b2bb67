/** What the system says of itself, one line of JSON each: to a file, or to stdout for a journal. */
import { join } from 'node:path';
import type { Instant } from '../shared/domain/basics/calendar.ts';
import { maskPrivateData } from '../shared/domain/basics/private-data.ts';
import type { Logged } from '../shared/runtime/observe.ts';
import { describeFailure } from './invoke.ts';
import { openLogFile, type LineWriter } from './log-file.ts';
import { keyOfRecord, type UploadRecord } from './upload-record.ts';

/** Where the lines go. */
export type LogTarget = 'file' | 'stdout' | 'none';

export interface SystemLog {
  readonly logged: (logged: Logged) => void;
  readonly received: (record: UploadRecord) => void;
  readonly problem: (source: 'local' | 'web', message: string) => void;
}

export const openSystemLog = (target: LogTarget, dataDir: string, now: () => Instant): SystemLog =>
  createSystemLog(openWriter(target, dataDir), now);

function openWriter(target: LogTarget, dataDir: string): LineWriter | undefined {
  switch (target) {
    case 'file':
      return openLogFile(join(dataDir, 'logs', 'gouji.jsonl'));
    case 'stdout':
      return { write: (line) => void process.stdout.write(`${line}\n`), close: () => undefined };
    case 'none':
      return undefined;
  }
}

function createSystemLog(writer: LineWriter | undefined, now: () => Instant): SystemLog {
  function write(level: 'info' | 'error', source: string, message: string, more: Fields): void {
    if (!writer) return;
    const line = { at: now(), level, source, message: maskText(message), ...more };
    writer.write(JSON.stringify(line, maskAddresses));
  }
  return {
    logged({ level, source, message, detail, error }) {
      write(level, source, message, {
        ...nameCorrelation(detail),
        ...detail,
        ...(error === undefined ? {} : { error: maskText(describeFailure(error)) }),
      });
    },
    received(record) {
      const { versionId, size } = record.s3.object;
      const upload = { key: keyOfRecord(record), versionId, sizeBytes: size };
      write('info', 's3', 'upload received', { ...nameCorrelation(upload), ...upload });
    },
    problem: (source, message) => write('error', source, message, {}),
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** An upload's version goes through all that becomes of it: it is the submission's id, too. */
const nameCorrelation = ({ versionId }: Fields): Fields =>
  versionId === undefined ? {} : { correlationId: versionId };

/** Errors quote what they fell over. */
const maskText = (text: string): string => maskPrivateData(text);

const MAIL_ADDRESS = /[^\s@<>"'=:,;()]+@([\w.-]+)/g;
const maskAddresses = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(MAIL_ADDRESS, '***@$1') : value;
