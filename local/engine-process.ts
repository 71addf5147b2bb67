/** Starts the engines' process and talks to it. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  fromEnginesSchema,
  type EnginesConfig,
  type FromEngines,
  type ToEngines,
} from './engine-messages.ts';
import type { TableKey } from './table-door.ts';
import type { UploadRecord } from './upload-record.ts';

const STOPPED_WITHIN_MS = 8000;

/** Where the table is reached from outside the system, and with which key. */
export interface TableAccess extends TableKey {
  readonly endpoint: string;
}

interface Engines {
  readonly pid: number;
  readonly s3Endpoint: string | undefined;
  /** The endpoint of the engine itself: for the system alone. */
  readonly dynamodbEndpoint: string | undefined;
  /** For everybody else. */
  readonly tableDoor: TableAccess | undefined;
  /** Resolves when every upload acknowledged so far has been handed to `onUpload`. */
  delivered(): Promise<void>;
  /** Resolves when the process has ended, expected or not. */
  readonly ended: Promise<void>;
  /** Refuses uploads for a reason, or takes them again where there is none. */
  refuseUploads(reason: string | undefined): void;
  /** Whose pages may post to the bucket. */
  allowOrigins(origins: readonly string[]): void;
  stop(): Promise<void>;
}

export async function startEngineProcess(
  config: EnginesConfig,
  onUpload: (record: UploadRecord) => void = () => undefined,
): Promise<Engines> {
  const child = fork(fileURLToPath(new URL('engines.ts', import.meta.url)), [JSON.stringify(config)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const tell = (message: ToEngines): void => {
    if (child.connected) child.send(message, () => undefined);
  };
  const pongs = new Map<number, () => void>();
  let pings = 0;
  let hasEnded = false;
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      hasEnded = true;
      for (const pong of pongs.values()) pong();
      resolve();
    }),
  );

  const ready = await new Promise<Extract<FromEngines, { kind: 'ready' }>>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`the engines stopped at their start (exit ${code ?? 'by signal'})`)),
    );
    child.on('message', (message) => {
      const told = fromEnginesSchema.parse(message);
      switch (told.kind) {
        case 'ready':
          return resolve(told);
        case 'failed':
          return reject(new Error(told.reason));
        case 'uploaded':
          return onUpload(told.record);
        case 'pong':
          pongs.get(told.id)?.();
          pongs.delete(told.id);
          return;
      }
    });
  });
  const endpoint = (port: number | undefined): string | undefined =>
    port === undefined ? undefined : `http://127.0.0.1:${port}`;

  return {
    pid: child.pid ?? 0,
    s3Endpoint: endpoint(ready.s3Port),
    dynamodbEndpoint: ready.table?.endpoint,
    tableDoor: ready.table && { endpoint: `http://127.0.0.1:${ready.table.doorPort}`, ...ready.table.key },
    ended,
    async delivered() {
      if (hasEnded || !child.connected) return;
      const id = ++pings;
      await new Promise<void>((resolve) => {
        pongs.set(id, resolve);
        tell({ kind: 'ping', id });
      });
    },
    refuseUploads: (reason) => tell({ kind: 'refuse', reason }),
    allowOrigins: (origins) => tell({ kind: 'origins', origins: [...origins] }),
    async stop() {
      if (hasEnded) return;
      tell({ kind: 'stop' });
      const deadline = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
      await ended;
      clearTimeout(deadline);
    },
  };
}
