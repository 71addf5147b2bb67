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
import { editionOf, type Edition } from '../shared/domain/catalogue.ts';
import { checkDocument } from '../shared/domain/check-report.ts';
import type { Finding } from '../shared/domain/finding.ts';
import type { Text } from '../shared/domain/text.ts';
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

interface Document {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly place: Place;
}
/** How a document's upload ended; `finding`s of the receipt, or of the check on this side. */
interface Result {
  readonly outcome: FileOutcome;
  readonly findings: readonly Finding[];
  readonly edition?: Edition;
  /** Of the document as a whole. */
  readonly notes?: readonly Text[];
}
/** What went wrong between here and the system; not a judgement of the document. */
interface Failure {
  readonly failure: string;
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
  const results = new Map<string, Result | Failure>();
  const settle = (file: string, result: Result | Failure): void => {
    results.set(file, result);
    bar?.increment();
  };
  const documents = await pMap(files, (file) => readPlaced(file, settle), { concurrency: CONCURRENCY });
  // Versions of one place one after the other, in the order given.
  const byPlace = Map.groupBy(
    documents.filter((document) => document !== undefined),
    ({ place }) => documentKey('inbox', place),
  );
  await pMap(
    byPlace.values(),
    async (versions) => {
      for (const document of versions)
        settle(
          document.file,
          await uploadOne(system, document, receivedAt).catch((error: unknown) => ({
            failure: error instanceof Error ? error.message : String(error),
          })),
        );
    },
    { concurrency: CONCURRENCY },
  );
  bar?.stop();
  return printResults(files, results);
}

function printResults(files: readonly string[], results: ReadonlyMap<string, Result | Failure>): number {
  const outcomes: FileOutcome[] = [];
  const failed: string[] = [];
  for (const file of files) {
    const result = results.get(file);
    if (result && 'outcome' in result) {
      printOutcome(file, result.outcome, result.findings, result.edition, result.notes);
      outcomes.push(result.outcome);
    } else failed.push(`${file}: ${result?.failure ?? ''}`);
  }
  if (failed.length > 0) throw new Error(`not finished, upload again:\n  ${failed.join('\n  ')}`);
  return exitCodeOf(outcomes);
}

async function filesBelow(path: string): Promise<string[]> {
  if (!(await stat(path).catch(() => undefined))?.isDirectory()) return [path];
  const found = await Array.fromAsync(glob('**/*.json', { cwd: path }));
  // 2024.json before its later version 2024.2.json.
  const stem = (file: string): string => file.slice(0, -'.json'.length);
  return found.sort((a, b) => (stem(a) < stem(b) ? -1 : 1)).map((file) => join(path, file));
}

/** A document and where it belongs; what can't be uploaded is settled here. */
async function readPlaced(
  file: string,
  settle: (file: string, result: Result) => void,
): Promise<Document | undefined> {
  const bytes = await readFile(file).catch(unreadableFile);
  if (!(bytes instanceof Uint8Array)) {
    settle(file, { outcome: 'unreadable', findings: [bytes] });
    return undefined;
  }
  const place = placeStatedIn(bytes) ?? placeInPath(file);
  if (place) return { file, bytes, place };
  // What is wrong with it is told all the same.
  const { findings } = checkDocument(bytes, systemClock());
  settle(file, { outcome: 'unreadable', findings: [UNPLACEABLE, ...findings] });
  return undefined;
}

async function uploadOne(
  { bucket }: RunningSystem,
  { bytes, place }: Document,
  receivedAt: Instant | undefined,
): Promise<Result> {
  const lane = receivedAt === undefined ? 'inbox' : 'backfill';
  const { versionId } = await bucket.upload(lane, place, bytes, receivedAt);
  if (versionId === undefined)
    throw new Error('the bucket keeps no versions, so receipts can’t be told apart');
  const { outcome, findings, sameAs, notCompared } = await receiptOf(
    bucket,
    documentKey(lane, place),
    versionId,
  );
  return {
    outcome: outcomeOfFile(outcome, findings),
    findings,
    edition: editionOf(place.year),
    notes: [sameAs?.message, notCompared].filter((note) => note !== undefined),
  };
}

const UNPLACEABLE: Finding = {
  rule: 'S3',
  severity: 'error',
  path: '',
  found: null,
  expected: null,
  message: {
    zh: '没有上传:从文件内容和路径都看不出属于哪个机关、哪一年。请填写 district、agency.id 和 year。',
    en: 'Not uploaded: neither its content nor its path tells whose report for which year it is. State district, agency.id and year.',
  },
};

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
