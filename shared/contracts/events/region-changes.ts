/** Records of the table's stream by the region and year that something follows for. */
import { CorruptItemError } from '../../errors.ts';
import {
  changedChild,
  changedReport,
  comparedWithTotal,
  tellRegionYear,
  tracedUploads,
  type ChangedReport,
  type StreamRecord,
} from './stream-event.ts';

/** A region's year with what changed in it. */
export interface RegionChange {
  readonly region: string;
  readonly year: number;
  /** Whose facts the region's total follows from. */
  readonly children: Set<string>;
  readonly reports: ChangedReport[];
  /** Uploads that it came of, by their version ids; of regions below there are none. */
  readonly uploads: Set<string>;
  /** Where the stream is read again from, if this is not done. */
  readonly firstRecord: string;
  readonly correlationId: string;
  /** When the oldest of it was written; `undefined` where the stream does not tell. */
  readonly sinceEpochS: number | undefined;
  /** A record of it can't be read, and never will be. */
  illegible?: CorruptItemError;
}

/** A thousand changed children of one region are one change. */
export function groupChanges(records: readonly StreamRecord[]): RegionChange[] {
  const changes = new Map<string, RegionChange>();
  for (const record of records) {
    const { SequenceNumber: firstRecord = '', ApproximateCreationDateTime: sinceEpochS } =
      record.dynamodb ?? {};
    const changeIn = (region: string, year: number): RegionChange => {
      const known = changes.get(`${region}#${year}`);
      if (known) return known;
      const correlationId = record.eventID ?? firstRecord;
      const made = {
        region,
        year,
        children: new Set<string>(),
        reports: [],
        uploads: new Set<string>(),
        firstRecord,
        correlationId,
        sinceEpochS,
      };
      changes.set(`${region}#${year}`, made);
      return made;
    };
    const child = changedChild(record);
    if (child) {
      const change = changeIn(child.region, child.year);
      change.children.add(child.child);
      for (const upload of tracedUploads(record)) change.uploads.add(upload);
    }
    try {
      for (const report of [changedReport(record) ?? comparedWithTotal(record)].flat())
        changeIn(report.place.district, report.place.year).reports.push(report);
    } catch (error) {
      if (!(error instanceof CorruptItemError)) throw error;
      const found = tellRegionYear(record);
      if (found) changeIn(found.region, found.year).illegible = error;
    }
  }
  return [...changes.values()];
}
