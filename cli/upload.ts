/** `gouji upload FILE|DIR… [--backfill RECEIVED_AT]`: uploads under the right keys, waits for the receipts. */
import { glob, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import pMap from 'p-map';
import { documentKey, parseDocumentKey } from '../shared/contracts/object-keys.ts';
import type { Receipt } from '../shared/contracts/receipt.ts';
import { parseInstant, type Instant } from '../shared/domain/calendar.ts';
import { checkDocument } from '../shared/domain/check-report.ts';
import type { Finding } from '../shared/domain/finding.ts';
import type { Place } from '../shared/domain/place.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { connect, DEFAULT_ENDPOINT, type RunningSystem } from './connect.ts';
import { placeStatedIn } from './place-stated-in.ts';
import { exitCodeOf, outcomeOfFile, printOutcome, type FileOutcome } from './print-findings.ts';
import { unreadableFile } from './unreadable-file.ts';
import { UsageError } from './usage.ts';

const CONCURRENCY = 16;
const RECEIPT_WAIT_MS = 120_000;
const POLL_MS = 100;

interface Result {
  readonly file: string;
  readonly outcome: FileOutcome;
  readonly findings: readonly Finding[];
}

export async function upload(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { endpoint: { type: 'string', default: DEFAULT_ENDPOINT }, backfill: { type: 'string' } },
  });
  if (positionals.length === 0) throw new UsageError('which files or folders?');
  const receivedAt = values.backfill === undefined ? undefined : parseInstant(values.backfill);
  if (values.backfill !== undefined && receivedAt === undefined)
    throw new UsageError(
      `--backfill "${values.backfill}" is no instant; write for example 2024-01-30T10:00:00+08:00`,
    );
  const files = (await Promise.all(positionals.map(filesBelow))).flat();
  if (files.length === 0) throw new UsageError('no .json file there');
  const system = await connect(values.endpoint);

  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '上传 {bar} {value}/{total}', clearOnComplete: true, stream: process.stderr })
    : undefined;
  bar?.start(files.length, 0);
  const results = await pMap(
    files,
    async (file) => {
      const result = await uploadOne(system, file, receivedAt);
      bar?.increment();
      return result;
    },
    { concurrency: CONCURRENCY },
  );
  bar?.stop();
  for (const { file, outcome, findings } of results) printOutcome(file, outcome, findings);
  return exitCodeOf(results.map(({ outcome }) => outcome));
}

async function filesBelow(path: string): Promise<string[]> {
  if (!(await stat(path).catch(() => undefined))?.isDirectory()) return [path];
  return (await Array.fromAsync(glob('**/*.json', { cwd: path }))).sort().map((file) => join(path, file));
}

async function uploadOne(
  { bucket }: RunningSystem,
  file: string,
  receivedAt: Instant | undefined,
): Promise<Result> {
  const bytes = await readFile(file).catch(unreadableFile);
  if (!(bytes instanceof Uint8Array)) return { file, outcome: 'unreadable', findings: [bytes] };
  const place = placeStatedIn(bytes) ?? placeInPath(file);
  if (!place) {
    // Where it belongs can't be told, so it stays here; what is wrong with it is told all the same.
    const { findings } = checkDocument(bytes, systemClock());
    return { file, outcome: 'unreadable', findings };
  }
  const lane = receivedAt === undefined ? 'inbox' : 'backfill';
  const { versionId } = await bucket.upload(lane, place, bytes, receivedAt);
  if (versionId === undefined)
    throw new Error('the bucket keeps no versions, so receipts can’t be told apart');
  const { outcome, findings } = await receiptOf(bucket, documentKey(lane, place), versionId);
  return { file, outcome: outcomeOfFile(outcome, findings), findings };
}

/** `…/450205/450205-zwfwj/2024.json` says where a document belongs that does not say so itself. */
function placeInPath(file: string): Place | undefined {
  return parseDocumentKey(['inbox', ...file.split(/[\\/]/).slice(-3)].join('/'))?.place;
}

async function receiptOf(bucket: RunningSystem['bucket'], key: string, versionId: string): Promise<Receipt> {
  const until = performance.now() + RECEIPT_WAIT_MS;
  while (performance.now() < until) {
    const receipt = await bucket.receipt(key, versionId);
    if (receipt) return receipt;
    await sleep(POLL_MS);
  }
  throw new Error(
    `${key} is uploaded (version ${versionId}), but its receipt has not come within ${RECEIPT_WAIT_MS / 1000} s; it is kept and will be processed`,
  );
}
