/** What the table's stream tells of an agency-year that was written. */
import { marshall } from '@aws-sdk/util-dynamodb';
import { agencyYearCodec } from '../../shared/contracts/table/agency-year-codec.ts';
import { changedReport, type ChangedReport } from '../../shared/contracts/events/stream-event.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';

export function changedBetween(
  before: AgencyYear | undefined,
  after: AgencyYear | undefined,
): ChangedReport | undefined {
  const image = (item: AgencyYear | undefined) =>
    item && marshall(agencyYearCodec.encode(item), { removeUndefinedValues: true });
  const [OldImage, NewImage] = [image(before), image(after)];
  const { pk, sk } = NewImage ?? OldImage ?? {};
  return changedReport({ dynamodb: { Keys: { pk, sk }, OldImage, NewImage } });
}
