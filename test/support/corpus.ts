/** The collected reports beside the repository, which only tests that can do without them read. */
import { readFileSync } from 'node:fs';
import type { KnownAgency } from '../../shared/domain/convert/texts/find-agency.ts';
import type { Layout } from '../../shared/domain/convert/layout.ts';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import { readLayout } from './read-layout.ts';

export const CORPUS = new URL('../../../shared/', import.meta.url);

const readBytes = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, CORPUS)));

export const readCorpusLayout = (path: string): Promise<Layout> => readLayout(readBytes(path));

export const readCorpusRoster = (): KnownAgency[] =>
  new TextDecoder()
    .decode(readBytes('more-reports/roster.csv'))
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [id = '', name = '', , district = ''] = line.split(',');
      return { id, name, district };
    });

export function aDecodedReport(path: string): Report {
  const decoded = decodeReport(readBytes(path));
  if (decoded.kind !== 'read' || !decoded.report) throw new Error(`${path} is no report`);
  return decoded.report;
}
