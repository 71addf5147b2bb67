/** The archive of all years on the embedded engines: made as a night makes it, read as the site reads it. */
import { openSite } from '../../shared/adapters/open-site.ts';
import type { BulkOrder } from '../../shared/contracts/bucket/bulk-keys.ts';
import { tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import { makeBulkPart } from '../../shared/pipeline/bulk/make-bulk-part.ts';
import { planBulk } from '../../shared/pipeline/bulk/plan-bulk.ts';
import type { WebBulk } from '../../web/ports.ts';
import type { EngineAddresses, Store } from './a-store.ts';

const connection = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
};

const namesOf = ({ s3Endpoint, dynamodbEndpoint, bucket }: EngineAddresses, tableName: string) => ({
  TABLE_NAME: tableName,
  DYNAMODB_ENDPOINT: dynamodbEndpoint,
  BUCKET_NAME: bucket,
  S3_ENDPOINT: s3Endpoint,
});

export const openBulkReader = (engines: EngineAddresses, tableName: string): WebBulk =>
  openSite(namesOf(engines, tableName), connection).archive;

/** Answers which parts were made anew, of those that there are. */
export async function makeArchive({
  bulk,
  ...store
}: Pick<Store, 'table' | 'now' | 'bulk'>): Promise<{ readonly parts: number; readonly made: number }> {
  const ordered: BulkOrder[] = [];
  const bucket = { ...bulk.bucket, order: (order: BulkOrder) => Promise.resolve(void ordered.push(order)) };
  const at = store.now();
  const parts = await planBulk({ table: store.table, bulk: { bucket } }, tellChinaDay(at), at);
  let made = 0;
  for (const { part } of ordered)
    if (part && (await makeBulkPart({ table: store.table, bulk, now: store.now }, part)).isNew) made++;
  return { parts, made };
}
