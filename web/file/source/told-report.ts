/** A report whose document the server told the page. */
import { decodeReport } from '../../../shared/domain/document/decode-report.ts';
import type { Report } from '../../../shared/domain/form/report.ts';

/** `undefined` where none was told, or it can't be read whole. */
export function readReport(document: string | undefined): Report | undefined {
  const decoded = document === undefined ? undefined : decodeReport(new TextEncoder().encode(document));
  return decoded?.kind === 'read' ? decoded.report : undefined;
}
