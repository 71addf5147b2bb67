/**
 * DynamoDB capacity of one accepted correction, from the submission up to the nation's total: alone, and where the
 * uploads of a district coalesce into one roll-up, in a table of 1 000 reports and in one of 100 000.
 */
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { NationSize } from '../generator/nation.ts';
import { generateFilings, type Filing } from '../generator/universe.ts';
import type { Connection } from '../shared/adapters/clients.ts';
import { hashBytes } from '../shared/adapters/hash-bytes.ts';
import type { ReportBucket } from '../shared/adapters/bucket/report-bucket.ts';
import { openReportBucket } from '../shared/adapters/open.ts';
import { makeDocumentKey } from '../shared/contracts/bucket/object-keys.ts';
import { itemBytes } from '../shared/contracts/table/item-size.ts';
import {
  makeAgencyYearKey,
  makeRegionYearKey,
  type ItemKey,
  submissionsRange,
} from '../shared/contracts/table/keys.ts';
import { traceLineage } from '../shared/domain/basics/region.ts';
import { receiveUpload } from '../shared/pipeline/receive-upload.ts';
import { recheckNeighbours } from '../shared/pipeline/recheck-neighbour.ts';
import { recomputeRegion } from '../shared/pipeline/recompute-region.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { countCapacity } from './consumed-capacity.ts';
import { groupDigits, roundFigure, spread, measureSpread, type Report } from './measure.ts';
import { makeSeededTable, type SeededTable } from './seeded-table.ts';

interface CapacityEngines {
  readonly s3: Connection;
  readonly dynamodb: Connection;
  readonly bucket: string;
}

const FEW_REPORTS: NationSize = { provinces: 1, cities: 3, districts: 10, agencies: 31 };
const MANY_REPORTS: NationSize = { provinces: 27, cities: 12, districts: 9, agencies: 31 };

const YEAR = 2024;
let tables = 0;
/** A sum of more reports has more digits, and so more bytes; anything that grows with the number of items is far above. */
const SAME_WITHIN = 1.25;

export async function benchCapacity(
  report: Report,
  engines: CapacityEngines,
  { few, many } = { few: FEW_REPORTS, many: MANY_REPORTS },
): Promise<void> {
  const atFew = await capacityAt(engines, few, report);
  const atMany = await capacityAt(engines, many, report);
  report({
    what: `write units of an upload at ${groupDigits(atMany.reports)} reports, against ${groupDigits(atFew.reports)}`,
    value: Math.max(atMany.alone / atFew.alone, atMany.batch / atFew.batch),
    unit: '×',
    target: { atMost: SAME_WITHIN },
    detail: `alone ${roundFigure(atFew.alone)} → ${roundFigure(atMany.alone)}, in a batch ${roundFigure(atFew.batch)} → ${roundFigure(atMany.batch)}`,
  });
}

async function capacityAt(engines: CapacityEngines, size: NationSize, report: Report) {
  const seeded = await makeSeededTable(engines.dynamodb, size, YEAR, `capacity-${process.pid}-${++tables}`);
  const { alone, batch } = await measureUploads(report, seeded, engines);
  return { reports: seeded.reports, alone, batch };
}

/** Uploads of the spec's first district, for its last year: one by one, then as many at once. */
export async function measureUploads(
  report: Report,
  seeded: SeededTable,
  engines: Pick<CapacityEngines, 's3' | 'bucket'>,
): Promise<{ readonly alone: number; readonly batch: number }> {
  const year = seeded.spec.years.to;
  const capacity = countCapacity(seeded.client);
  const bucket = openReportBucket({ BUCKET_NAME: engines.bucket }, engines.s3);
  const upload = uploader(bucket, seeded);
  const rechecking = { table: seeded.table, bucket };
  const filings = filingsOfOneDistrict(seeded, 'first');
  const [first] = filings;
  if (!first) throw new Error('nobody files');
  const upwards = traceLineage(first.place.district).reverse();
  const at = `at ${groupDigits(seeded.reports)} reports`;

  const alone: { write: number; read: number }[] = [];
  for (const filing of filings) {
    const before = capacity.total();
    await upload(filing);
    await recheckNeighbours(rechecking, [filing.place]);
    for (const code of upwards) await recomputeRegion(seeded.table, code, year);
    const after = capacity.total();
    alone.push({ write: after.write - before.write, read: after.read - before.read });
  }
  const byCommand = capacity.perCommand(filings.length);
  const writeAlone = measureSpread(alone.map(({ write }) => write));
  report({
    what: `DynamoDB write units of an accepted upload alone, district to nation, ${at}`,
    value: writeAlone.median,
    unit: '',
    spread: writeAlone,
    target: { below: 30 },
    detail: `each: ${byCommand}; read units ${spread(measureSpread(alone.map(({ read }) => read)))}`,
  });

  const again = filingsOfOneDistrict(seeded, 'second');
  const before = capacity.total();
  for (const filing of again) await upload(filing);
  await recheckNeighbours(
    rechecking,
    again.map(({ place }) => place),
  );
  for (const code of upwards) await recomputeRegion(seeded.table, code, year);
  const after = capacity.total();
  const batch = (after.write - before.write) / again.length;
  report({
    what: `DynamoDB write units of an accepted upload in a batch of ${again.length}, district to nation, ${at}`,
    value: batch,
    unit: '',
    target: { below: 10 },
    detail: `read units ${roundFigure((after.read - before.read) / again.length)}; item sizes ${await sizesSay(seeded, first)}`,
  });
  return { alone: writeAlone.median, batch };
}

/** Corrections that change the figures: another seed's reports for the same agencies. */
function filingsOfOneDistrict({ spec }: SeededTable, seed: string): Filing[] {
  const [district] = spec.districts;
  if (!district) throw new Error('a nation without districts');
  return [...generateFilings({ ...spec, seed, districts: [district] })];
}

function uploader(bucket: ReportBucket, { table }: SeededTable) {
  const deps = {
    table,
    bucket,
    now: systemClock,
    sha256: hashBytes,
  };
  return async ({ place, document }: Filing): Promise<void> => {
    const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
    const { versionId } = await bucket.upload('inbox', place, bytes);
    const received = await receiveUpload(deps, {
      key: makeDocumentKey('inbox', place),
      versionId,
      sequencer: versionId ?? '',
    });
    if (received.kind !== 'received' || received.receipt.outcome !== 'accepted')
      throw new Error(`${place.agencyId} was not accepted: ${JSON.stringify(received)}`);
  };
}

/** Sizes as DynamoDB counts them: a write unit is begun at every kilobyte, and counts twice in a transaction. */
async function sizesSay({ client, tableName }: SeededTable, { place }: Filing): Promise<string> {
  const size = async (key: ItemKey): Promise<string> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { pk: key.pk, sk: key.sk } }),
    );
    return `${itemBytes(Item ?? {})} B`;
  };
  const { pk, range } = submissionsRange(place);
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :from)',
      ExpressionAttributeValues: { ':pk': pk, ':from': 'prefix' in range ? range.prefix : range.from },
    }),
  );
  const regions = await Promise.all(
    traceLineage(place.district)
      .reverse()
      .map(async (code) => `${code} ${await size(makeRegionYearKey(code, place.year))}`),
  );
  return [
    `submission ${itemBytes(Items[0] ?? {})} B`,
    `agency-year ${await size(makeAgencyYearKey(place))}`,
    ...regions,
  ].join(', ');
}
