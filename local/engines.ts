/**
 * The process of the embedded engines: S3 in process, DynamoDB as its child. It lives as long as the channel to the
 * process that forked it: however that ends, the engines end too.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { countEpochMs } from '../shared/domain/basics/calendar.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { DATABASE_FILE, startDynoxide, type Dynoxide } from './dynoxide.ts';
import { showControls } from '../shared/domain/basics/shown-controls.ts';
import { ensureTokenSecret } from './authority/token-secret.ts';
import { enginesConfigSchema, toEnginesSchema, type FromEngines } from './engine-messages.ts';
import { lockFolder, type FolderLock } from './folder-lock.ts';
import { startS3Server, type S3Server } from './s3-server.ts';
import { openTableDoor, type TableDoor } from './table-door.ts';
import { forgetOldRecords, indexStream } from './stream-upkeep.ts';
import { keyOfRecord } from './upload-record.ts';

/** Whatever hangs, the process is gone by then. */
const STOPPED_WITHIN_MS = 5000;

const tell = (message: FromEngines): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};
const complain = (message: string): void => {
  process.stderr.write(`[engines] ${showControls(message)}\n`);
};

let lock: FolderLock | undefined;
let s3: S3Server | undefined;
let dynoxide: Dynoxide | undefined;
let door: TableDoor | undefined;
let isStopping = false;
/** Why uploads can't be taken at the moment. */
let refusal: string | undefined;
/** Whose pages may post; nobody's until the site runs. */
let origins: readonly string[] = [];

async function stop(exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(exitCode), STOPPED_WITHIN_MS).unref();
  await Promise.allSettled([s3?.close(), door?.close(), dynoxide?.stop()]);
  lock?.release();
  process.exit(exitCode);
}

// A terminal's Ctrl-C reaches the whole group; when the engines end is the system's decision.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => void stop(0));
process.on('message', (message) => {
  const told = toEnginesSchema.parse(message);
  switch (told.kind) {
    case 'ping':
      return tell({ kind: 'pong', id: told.id });
    case 'refuse':
      refusal = told.reason;
      return;
    case 'origins':
      origins = told.origins;
      return;
    case 'stop':
      void stop(0);
  }
});

/** Another version of the engine may keep its records otherwise; it works without, if slower. */
function tryUpkeep(upkeep: () => void): void {
  try {
    upkeep();
  } catch (error) {
    complain(`the stream's records were left as they are: ${String(error)}`);
  }
}

async function start(): Promise<void> {
  const { dataDir, s3Port, dynamodbPort, eventPrefixes, eventsAfter, streamDoneUpTo } =
    enginesConfigSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
  mkdirSync(dataDir, { recursive: true });
  lock = await lockFolder(dataDir, 'engines');
  if (s3Port !== undefined)
    s3 = await startS3Server({
      folder: join(dataDir, 's3'),
      port: s3Port,
      tokenSecret: ensureTokenSecret(dataDir),
      ownOrigins: () => origins,
      nowEpochMs: () => countEpochMs(systemClock()),
      onUpload: (record) => {
        const key = keyOfRecord(record);
        if (eventPrefixes.some((prefix) => key.startsWith(prefix))) tell({ kind: 'uploaded', record });
      },
      onError: complain,
      refusalOf: (key) => (eventPrefixes.some((prefix) => key.startsWith(prefix)) ? refusal : undefined),
      eventsAfter,
    });
  if (dynamodbPort !== undefined) {
    const path = join(dataDir, DATABASE_FILE);
    if (streamDoneUpTo !== undefined)
      tryUpkeep(() => forgetOldRecords(path, streamDoneUpTo, countEpochMs(systemClock())));
    dynoxide = await startDynoxide({ path });
    door = await openTableDoor(dynamodbPort, dynoxide.endpoint);
    tryUpkeep(() => indexStream(path));
    void dynoxide.stopped.then((said) => {
      if (isStopping) return;
      complain(`the embedded DynamoDB stopped by itself: ${said}`);
      void stop(1);
    });
  }
  // One broken request must not end the engines under all others; it is logged, and its client's request fails.
  process.on('uncaughtException', (error) => complain(error.stack ?? error.message));
  process.on('unhandledRejection', (reason) => complain(String(reason)));
  tell({
    kind: 'ready',
    s3Port: s3?.port,
    table: dynoxide && door && { endpoint: dynoxide.endpoint.origin, doorPort: door.port, key: door.key },
  });
}

start().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  if (process.connected) tell({ kind: 'failed', reason });
  else complain(reason);
  void stop(1);
});
