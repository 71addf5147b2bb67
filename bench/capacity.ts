/**
 * DynamoDB capacity of one accepted correction, from the submission up to the nation's total: alone, and where the
 * uploads of a district coalesce into one roll-up, in a table of 1 000 reports and in one of 100 000.
 */
import { createHash } from 'node:crypto';
import { generateFilings } from '../generator/universe.ts';
import { createS3Client, type Connection } from '../shared/adapters/clients.ts';
import { createReportBucket } from '../shared/adapters/report-bucket.ts';
import { documentKey } from '../shared/contracts/object-keys.ts';
import { lineageOf } from '../shared/domain/region.ts';
import { receiveUpload } from '../shared/pipeline/receive-upload.ts';
import { recheckNeighbours } from '../shared/pipeline/recheck-neighbour.ts';
import { recomputeRegion } from '../shared/pipeline/recompute-region.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { print, spread, spreadOf } from './measure.ts';
import { seededTable, type SeededTable } from './seeded-table.ts';

const YEAR = 2024;
const ALONE = 20;

interface Used {
  write: number;
  read: number;
}

export async function benchCapacity(
  engines: { s3: Connection; dynamodb: Connection; bucket: string },
  log: (line: string) => void,
): Promise<void> {
  for (const [label, size] of [
    ['1 000', { provinces: 1, cities: 3, districts: 10, agencies: 31 }],
    ['100 000', { provinces: 27, cities: 12, districts: 9, agencies: 31 }],
  ] as const) {
    log(`seeding ${label} reports`);
    const seeded = await seededTable(engines.dynamodb, size, YEAR, `capacity-${size.provinces}`);
    const used = countCapacity(seeded);
    const upload = uploader(engines, seeded);
    const filings = filingsOfOneDistrict(seeded);

    const alone: Used[] = [];
    for (const filing of filings.slice(0, ALONE)) {
      const before = { ...used };
      await upload(filing);
      await recheckNeighbours(seeded.table, [filing.place]);
      for (const code of lineageOf(filing.place.district).reverse())
        await recomputeRegion(seeded.table, code, YEAR);
      alone.push({ write: used.write - before.write, read: used.read - before.read });
    }
    const before = { ...used };
    for (const filing of filings) {
      await upload(filing);
      await recheckNeighbours(seeded.table, [filing.place]);
    }
    for (const code of lineageOf(filings[0]?.place.district ?? '').reverse())
      await recomputeRegion(seeded.table, code, YEAR);
    const batch = {
      write: (used.write - before.write) / filings.length,
      read: (used.read - before.read) / filings.length,
    };
    print(
      `DynamoDB capacity per accepted upload, district to nation, at ${label} reports (${seeded.reports})`,
      `alone: ${spread(spreadOf(alone.map(({ write }) => write)))} write units, ${spread(spreadOf(alone.map(({ read }) => read)))} read units; ` +
        `in a batch of ${filings.length}: ${batch.write.toFixed(2)} write units, ${batch.read.toFixed(2)} read units each`,
      'below 30 write units alone, below 10 in a batch, the same at 1 000 and at 100 000',
    );
  }
}

/** Corrections that change the figures: another seed's reports for the same agencies. */
function filingsOfOneDistrict({ spec }: SeededTable) {
  const [district] = spec.districts;
  if (!district) throw new Error('a nation without districts');
  return [...generateFilings({ ...spec, seed: 'correction', districts: [district] })];
}

function uploader(engines: { s3: Connection; bucket: string }, { table }: SeededTable) {
  const bucket = createReportBucket({ client: createS3Client(engines.s3), bucketName: engines.bucket });
  const deps = {
    table,
    bucket,
    now: systemClock,
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
  };
  return async ({
    place,
    document,
  }: {
    place: { district: string; agencyId: string; year: number };
    document: string | Uint8Array;
  }) => {
    const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
    const { versionId } = await bucket.upload('inbox', place, bytes);
    const received = await receiveUpload(deps, {
      key: documentKey('inbox', place),
      versionId,
      sequencer: versionId ?? '',
    });
    if (received.kind !== 'received' || received.receipt.outcome !== 'accepted')
      throw new Error(`${place.agencyId} was not accepted: ${JSON.stringify(received)}`);
  };
}

/** Adds up what DynamoDB says that each request consumed. */
function countCapacity({ client }: SeededTable): Used {
  const used: Used = { write: 0, read: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      const isWrite = /Put|Update|Delete|Write/.test(context.commandName ?? '');
      used[isWrite ? 'write' : 'read'] += unitsIn(result.output);
      return result;
    },
    { step: 'initialize', name: 'countCapacity' },
  );
  return used;
}

function unitsIn(output: object): number {
  const consumed: unknown = 'ConsumedCapacity' in output ? output.ConsumedCapacity : undefined;
  return [consumed].flat().reduce<number>((sum, one) => {
    const units =
      typeof one === 'object' && one !== null && 'CapacityUnits' in one ? Number(one.CapacityUnits) : 0;
    return sum + units;
  }, 0);
}
