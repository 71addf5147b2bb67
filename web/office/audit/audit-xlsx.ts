/** Entries of the audit trail as a workbook; every cell is text, so that none is run as a formula. */
import writeXlsxFile from 'write-excel-file/node';
import type { AuditEntry } from '../../../shared/domain/authority/audit-entry.ts';
import { showControlsInLines } from '../../../shared/domain/basics/shown-controls.ts';
import { AUDIT_HEADS, writeAuditCells } from '../../../shared/letters/audit-text.ts';

const WIDTHS = [24, 16, 28, 20, 20, 8, 48, 24, 18];

export async function writeAuditXlsx(entries: readonly AuditEntry[], end?: string): Promise<Uint8Array> {
  const cell = (text: string) => ({ value: showControlsInLines(text), type: String });
  const file = writeXlsxFile(
    [
      {
        sheet: '审计记录 audit',
        data: [
          AUDIT_HEADS.map((head) => ({ ...cell(head), fontWeight: 'bold' as const })),
          ...entries.map((entry) => writeAuditCells(entry).map(cell)),
          ...(end === undefined ? [] : [[cell(end)]]),
        ],
        columns: WIDTHS.map((width) => ({ width })),
        stickyRowsCount: 1,
        orientation: 'landscape',
      },
    ],
    { fontFamily: 'Microsoft YaHei', fontSize: 11 },
  );
  return file.toBuffer();
}
