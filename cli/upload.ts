/** `gouji upload FILE|DIR… [--backfill RECEIVED_AT]`: uploads under the right keys, waits for the receipts. */
import { glob, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import pMap from 'p-map';
import { makeDocumentKey, parseDocumentKey } from '../shared/contracts/bucket/object-keys.ts';
import type { Receipt } from '../shared/contracts/bucket/receipt.ts';
import { parseInstant, type Instant } from '../shared/domain/basics/calendar.ts';
import { chooseEdition, type Edition } from '../shared/domain/form/catalogue.ts';
import { checkDocument } from '../shared/domain/verdict/check-report.ts';
import { createFinding, type Finding } from '../shared/domain/findings/finding.ts';
import { PLACE_AGREES } from '../shared/domain/rules/structure/s3-place-agrees.ts';
import type { Text } from '../shared/domain/basics/text.ts';
import type { Place } from '../shared/domain/basics/place.ts';
import { UnavailableError } from '../shared/errors.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { COMMANDS } from './commands.ts';
import { connect, type RunningSystem } from './connect.ts';
import { describeFailure, UnfinishedError, UsageError } from './exit-codes.ts';
import { compareFiles } from './file-order.ts';
import { findLogin } from './kept-login.ts';
import { nameLogin } from './name-login.ts';
import { placeStatedIn } from './place-stated-in.ts';
import { chooseExitCode, outcomeOfFile, printOutcome, type FileOutcome } from './print-findings.ts';
import { openProgramSession } from './program-session.ts';
import { warnLine } from './terminal.ts';
import { describeUnreadable } from './unreadable-file.ts';

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
  /** Notes on the document as a whole. */
  readonly notes?: readonly Text[];
}
/** What went wrong between here and the system; not a judgement of the document. */
interface Failure {
  readonly failure: unknown;
}

export async function upload(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: COMMANDS.upload.options,
  });
  if (positionals.length === 0) throw new UsageError('which files or folders?');
  const receivedAt = values.backfill === undefined ? undefined : parseInstant(values.backfill);
  if (values.backfill !== undefined && receivedAt === undefined)
    throw new UsageError(
      `--backfill "${values.backfill}" is no instant; write for example 2024-01-30T10:00:00+08:00`,
    );
  const files = (await Promise.all(positionals.map(filesBelow))).flat();
  if (files.length === 0) throw new UsageError('no .json file there');
  const findBucket = await chooseWay(values.endpoint, receivedAt !== undefined);

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
    ({ place }) => makeDocumentKey('inbox', place),
  );
  for (const versions of byPlace.values()) warnOfVersions(versions);
  await pMap(
    byPlace.values(),
    async (versions) => {
      for (const document of versions)
        settle(
          document.file,
          await uploadOne(findBucket, document, receivedAt).catch((failure: unknown) => ({ failure })),
        );
    },
    { concurrency: CONCURRENCY },
  );
  bar?.stop();
  return printResults(files, results, [...byPlace.values()]);
}

type FindBucket = (place: Place) => Promise<RunningSystem['bucket']>;

/** By the credential that was logged in with; earlier years, and where nobody is logged in, as whoever has the system's keys. */
async function chooseWay(endpoint: string | undefined, isBackfill: boolean): Promise<FindBucket> {
  const login = isBackfill ? undefined : findLogin(endpoint && URL.parse(endpoint)?.origin);
  if (login) {
    const [credential = ''] = nameLogin(login);
    warnLine(`${login.site}  ${credential}`);
    return openProgramSession(login);
  }
  const { bucket } = await connect(endpoint);
  return () => Promise.resolve(bucket);
}

const namePlace = ({ agencyId, year }: Place): string => `${agencyId} ${year}`;

/** Several files of one report are no fault, but seldom meant. */
function warnOfVersions(versions: readonly Document[]): void {
  const [first] = versions;
  if (first === undefined || versions.length === 1) return;
  warnLine(
    `警告 ${namePlace(first.place)}:${versions.length} 个文件是同一份报告,按下列顺序上传,以最后一个被接收的为准 / ` +
      `warning: ${versions.length} files are one report, uploaded in this order; the last accepted one holds`,
  );
  for (const { file } of versions) warnLine(`  ${file}`);
}

function tellWhichHolds(versions: readonly Document[], results: ReadonlyMap<string, Result | Failure>): void {
  const [first] = versions;
  if (first === undefined || versions.length === 1) return;
  const last = versions.findLast(({ file }) => {
    const result = results.get(file);
    return result !== undefined && 'outcome' in result && result.outcome === 'accepted';
  });
  warnLine(
    last === undefined
      ? `${namePlace(first.place)}:这 ${versions.length} 个文件都没有被接收 / none of these ${versions.length} files was accepted`
      : `${namePlace(first.place)}:这 ${versions.length} 个文件中,以此为准 / of these ${versions.length} files, this one holds: ${last.file}`,
  );
}

function printResults(
  files: readonly string[],
  results: ReadonlyMap<string, Result | Failure>,
  byPlace: readonly (readonly Document[])[],
): number {
  const outcomes: FileOutcome[] = [];
  const failures: unknown[] = [];
  const failed: string[] = [];
  for (const file of files) {
    const result = results.get(file);
    if (result && 'outcome' in result) {
      printOutcome(file, result.outcome, result.findings, result.edition, result.notes);
      outcomes.push(result.outcome);
    } else {
      failures.push(result?.failure);
      failed.push(`${file}: ${describeFailure(result?.failure)}`);
    }
  }
  for (const versions of byPlace) tellWhichHolds(versions, results);
  if (failed.length > 0)
    throw new UnfinishedError(`not finished, upload again:\n  ${failed.join('\n  ')}`, failures);
  return chooseExitCode(outcomes);
}

async function filesBelow(path: string): Promise<string[]> {
  if (!(await stat(path).catch(() => undefined))?.isDirectory()) return [path];
  const found = await Array.fromAsync(glob('**/*.[jJ][sS][oO][nN]', { cwd: path }));
  return found.sort(compareFiles).map((file) => join(path, file));
}

/** A document and where it belongs; what can't be uploaded is settled here. */
async function readPlaced(
  file: string,
  settle: (file: string, result: Result) => void,
): Promise<Document | undefined> {
  const bytes = await readFile(file).catch(describeUnreadable);
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
  findBucket: FindBucket,
  { bytes, place }: Document,
  receivedAt: Instant | undefined,
): Promise<Result> {
  const lane = receivedAt === undefined ? 'inbox' : 'backfill';
  const bucket = await findBucket(place);
  const { versionId } = await bucket.upload(lane, place, bytes, receivedAt);
  if (versionId === undefined)
    throw new Error('the bucket keeps no versions, so receipts can’t be told apart');
  const { outcome, findings, sameAs, notCompared } = await awaitReceipt(
    bucket,
    makeDocumentKey(lane, place),
    versionId,
  );
  return {
    outcome: outcomeOfFile(outcome, findings),
    findings,
    edition: chooseEdition(place.year),
    notes: [sameAs?.message, notCompared].filter((note) => note !== undefined),
  };
}

const UNPLACEABLE: Finding = createFinding(PLACE_AGREES, {
  path: '',
  found: null,
  expected: null,
  message: {
    zh: '没有上传:从文件内容和路径都看不出属于哪个机关、哪一年。请填写 district、agency.id 和 year。',
    en: 'Not uploaded: neither its content nor its path tells whose report for which year it is. State district, agency.id and year.',
  },
});

/** A path such as `…/450205/450205-zwfwj/2024.json` says where a document belongs that does not say so itself. */
function placeInPath(file: string): Place | undefined {
  const names = file.replace(/\.json$/i, '.json').split(/[\\/]/);
  return parseDocumentKey(['inbox', ...names.slice(-3)].join('/'))?.place;
}

async function awaitReceipt(
  bucket: RunningSystem['bucket'],
  key: string,
  versionId: string,
): Promise<Receipt> {
  const until = performance.now() + RECEIPT_WAIT_MS;
  while (performance.now() < until) {
    const receipt = await bucket.receipt(key, versionId);
    if (receipt) return receipt;
    await sleep(POLL_MS);
  }
  throw new UnavailableError(
    `${key} is uploaded (version ${versionId}), but its receipt has not come within ${RECEIPT_WAIT_MS / 1000} s; it is kept and will be processed`,
  );
}
