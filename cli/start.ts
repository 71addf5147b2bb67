/** `gouji start`: the whole system on this machine, with a demonstration where the data folder is empty. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import packageJson from '../package.json' with { type: 'json' };
import { serveEdge } from '../local/edge/serve-edge.ts';
import { provideStreaming } from '../local/edge/response-stream.ts';
import { createMetrics, measureProcess, type Metrics } from '../local/metrics.ts';
import { serveOperatorPort } from '../local/operator-port.ts';
import { startOperator } from '../local/operator.ts';
import type { TableAccess } from '../local/engine-process.ts';
import { openSystemLog, type LogTarget, type SystemLog } from '../local/system-log.ts';
import { startSystem, type LocalSystem } from '../local/system.ts';
import { openSite } from '../shared/adapters/open-site.ts';
import { openTable } from '../shared/adapters/open-table.ts';
import { openAccounts, openOffice, openReportBucket, openReportTable } from '../shared/adapters/open.ts';
import { createEarlierContacts } from '../shared/adapters/table/earlier-contacts.ts';
import { createLoadLedger } from '../shared/adapters/table/load-ledger.ts';
import type { ReportTable } from '../shared/adapters/table/report-table.ts';
import { createKeptSummaries } from '../shared/pipeline/kept-summaries.ts';
import type { SystemConnection } from '../shared/contracts/api/connection.ts';
import { lastEndedYear } from '../shared/domain/basics/calendar.ts';
import { SECRETS } from '../shared/adapters/sign-in/secrets.ts';
import { openLending } from '../shared/adapters/upload-credentials/open-lending.ts';
import { isOwnSite } from '../shared/runtime/own-machine.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { provideSite } from '../web/provide-site.ts';
import { tellStepPolicy } from '../web/account/second-step-way.ts';
import { openDoor } from '../web/office/open-door.ts';
import type { openHandlers as OpenHandlers } from '../web/local-handlers.ts';
import { MAILBOX_PATH } from '../web/site/account-address.ts';
import { COMMANDS } from './commands.ts';
import { UsageError } from './exit-codes.ts';
import { withoutPastDemonstration } from './demonstration-officers.ts';
import { homeIn, tellUnloadedHome } from './home-region.ts';
import { openSigningIn } from './open-signing-in.ts';
import { openDemonstration, type Loading } from './load-demonstration.ts';
import { migrateFolder, PRESENT_FORM } from './migrate-folder.ts';
import { waitingSays } from './replay.ts';
import { stopOnSignals } from './stop-on-signals.ts';
import { sayLine, warnLine } from './terminal.ts';

/** What the printed link shows: 柳州市, the demonstration's city. */
const DEMONSTRATION_REGION = '450200';

export async function start(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMANDS.start.options });
  const dataDir = resolve(values.data);
  const ports = {
    port: portIn(values.port),
    s3Port: portIn(values['s3-port']),
    dynamodbPort: portIn(values['dynamodb-port']),
  };
  const host = hostIn(values.host);
  const home = homeIn(values.home ?? process.env['HOME_REGION']);
  const log = openSystemLog(
    logTarget(values.log ?? process.env['GOUJI_LOG'] ?? 'file'),
    dataDir,
    systemClock,
  );
  const metrics = createMetrics();
  const building = provideSite();
  // Awaited when everything else runs; what fails before is told there.
  building.catch(() => undefined);
  const running: { system?: LocalSystem; connection?: StartedConnection; loading?: Loading | undefined } = {};
  const operator = await startOperator({
    replay: async () => (await running.system?.replay()) ?? { replayed: 0, failed: 0 },
    deadLetters: () => running.system?.deadLetters.list() ?? [],
    discard: (id, reason) => running.system?.deadLetters.discard(id, reason) ?? false,
  });
  const system = await startSystem({
    ...ports,
    dataDir,
    onProgress: sayLine,
    onProblem: (message) => {
      log.problem('local', message);
      warnLine(`[local] ${message}`);
    },
    log,
    metrics,
    serveWeb: async (port, tableDoor) =>
      serveBuilt(await building, {
        port,
        host,
        home,
        dataDir,
        operatorEndpoint: operator.url,
        tableDoor,
        log,
        metrics,
        onConnection: (connection) => {
          running.connection = connection;
        },
        health: async () => (await running.system?.health()) ?? [],
        loading: () => running.loading,
      }),
  }).catch((error: unknown) => {
    operator.close();
    throw error;
  });
  running.system = system;
  const operatorPort = values['operator-port'];
  const served =
    operatorPort === undefined
      ? undefined
      : await serveOperatorPort(portIn(operatorPort), {
          metrics: async () => metrics.write([...(await system.gauges()), ...measureProcess()]),
          connection: () => running.connection,
        }).catch(async (error: unknown) => {
          await system.stop();
          operator.close();
          throw error;
        });
  const stopping = stopOnSignals(() => system.stop());
  void system.ended.then(async () => {
    if (stopping.aborted) return;
    warnLine('gouji start: the embedded engines have stopped; start again, nothing is lost');
    await system.stop();
    process.exit(1);
  });
  await fill(system, dataDir, {
    isEmpty: values.empty,
    host,
    home,
    stopping,
    operatorPort: served?.port,
    onLoading: (loading) => {
      running.loading = loading;
    },
    onPresentForm: () => {
      if (running.connection) running.connection.form = PRESENT_FORM;
    },
  });
  await system.ended;
  return 0;
}

/**
 * Says where everything is once uploads are accepted; then loads the demonstration or catches up. What fails on the way is
 * told, and ends nothing: the commands that mend it need a system to talk to.
 */
async function fill(
  system: LocalSystem,
  dataDir: string,
  {
    isEmpty: isDeclined,
    host,
    home,
    stopping,
    operatorPort,
    onLoading,
    onPresentForm,
  }: {
    readonly isEmpty: boolean;
    readonly host: string | undefined;
    readonly home: string | undefined;
    readonly stopping: AbortSignal;
    readonly operatorPort: number | undefined;
    /** Told how far the demonstration is; `undefined` once it is loaded. */
    readonly onLoading: (loading: Loading | undefined) => void;
    /** Told once all data have the form of this version. */
    readonly onPresentForm: () => void;
  },
): Promise<void> {
  async function attempt<T>(work: () => Promise<T>, failed: string, cure: string): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      // What a stop interrupts goes on at the next start.
      if (!stopping.aborted)
        for (const line of [
          `gouji start: ${failed}: ${error instanceof Error ? error.message : String(error)}`,
          `  ${cure}`,
        ])
          warnLine(line);
      return undefined;
    }
  }
  await attempt(
    async () => {
      const table = tableOf(system);
      const isEmpty = (await table.regions({ onDamaged: () => undefined })).length === 0;
      const bucket = openReportBucket({ BUCKET_NAME: system.bucket, S3_ENDPOINT: system.endpoints.s3 });
      const env = { TABLE_NAME: system.table, DYNAMODB_ENDPOINT: system.endpoints.dynamodb };
      const accounts = openAccounts(env);
      const contacts = createEarlierContacts(openTable(env));
      await migrateFolder(
        dataDir,
        { table, bucket, accounts, contacts },
        { isEmpty, now: systemClock(), say: sayLine },
      );
      onPresentForm();
    },
    '数据没有整理完 / the data was not brought to the new form',
    '系统照常运行，只是较慢，部分报告暂按更正前的截止日判断；下次启动时再试 / the system runs, only slower, and judges some reports by the deadlines before they were corrected; the next start tries again',
  );
  const loadDemonstration = await attempt(
    () => openDemonstration(system, dataDir, isDeclined),
    ...NOT_LOADED,
  );
  if (stopping.aborted) return;
  const web = (host === undefined ? system.endpoints.web : process.env['SITE_URL']?.replace(/\/$/, '')) ?? '';
  // A folder that was started with --empty may hold other regions.
  const known = await attempt(
    () => tableOf(system).regionYears(DEMONSTRATION_REGION, [], [DEMONSTRATION_REGION]),
    ...UNREAD_REGIONS,
  );
  const shown =
    loadDemonstration || known?.names.has(DEMONSTRATION_REGION)
      ? `/regions/${DEMONSTRATION_REGION}/years/${lastEndedYear(systemClock())}`
      : '/';
  sayLine('');
  sayLine(`  页面 pages     ${web}${shown}`);
  sayLine(`  登录 sign in   ${web}/account/sign-in`);
  sayLine(`  接口 API       ${web}/api/v1/health`);
  sayLine(
    `  S3             ${system.endpoints.s3}   bucket ${system.bucket}, inbox/<district>/<agencyId>/<year>.json`,
  );
  sayLine(
    `  DynamoDB       ${system.tableDoor?.endpoint ?? system.endpoints.dynamodb}   table ${system.table}`,
  );
  if (operatorPort !== undefined) sayLine(`  运维 operator   http://127.0.0.1:${operatorPort}`);
  sayLine(`  数据 data      ${dataDir}`);
  sayLine('');
  sayLine('ready');
  if (loadDemonstration) {
    const isLoaded = await attempt(
      async () => {
        await loadDemonstration(sayLine, onLoading);
        return true;
      },
      ...NOT_LOADED,
    );
    onLoading(undefined);
    if (isLoaded) sayLine('演示数据已载入 demonstration complete');
  } else
    await attempt(
      () => reconcileAtStart(system, stopping),
      '启动时的对账没有完成 / what earlier runs left was not all caught up with',
      '系统照常运行。用 gouji verify 查看，gouji rebuild 修复，再 gouji replay / the system runs; look with gouji verify, mend with gouji rebuild, then gouji replay',
    );
  const unloaded = await attempt(() => tellUnloadedHome(tableOf(system), home), ...UNREAD_REGIONS);
  if (unloaded !== undefined) warnLine(`gouji start: ${unloaded}`);
}

const UNREAD_REGIONS = [
  '区划读不出 / the regions can’t be read',
  '请用 gouji verify 查看 / look with: gouji verify',
] as const;

const NOT_LOADED = [
  '演示数据未载入完 / the demonstration was not loaded to its end',
  '系统照常运行，下次启动时接着载入 / the system runs; the next start goes on with it',
] as const;

const tableOf = ({ endpoints, table }: LocalSystem): ReportTable =>
  openReportTable({ TABLE_NAME: table, DYNAMODB_ENDPOINT: endpoints.dynamodb });

function portIn(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError(`"${text}" is no port`);
  return port;
}

/** Whoever else can ask would be told how to connect: so only where the site is elsewhere, behind its proxy. */
function hostIn(host: string | undefined): string | undefined {
  if (host !== undefined && isOwnSite(process.env['SITE_URL']))
    throw new UsageError(
      '--host 只用于别的机器上有 TLS 代理时:请先把 SITE_URL 设为读者看到的网址 / --host is for a TLS proxy on another machine: set SITE_URL to the address that readers have first',
    );
  return host;
}

function logTarget(text: string): LogTarget {
  if (text === 'file' || text === 'stdout' || text === 'none') return text;
  throw new UsageError(`"${text}" is no place for the log; write file, stdout or none`);
}

/** The form is told later, to whoever asks the site by then. */
type StartedConnection = SystemConnection & { form?: number };

const builtSchema = z.object({
  openHandlers: z.custom<typeof OpenHandlers>((value) => typeof value === 'function'),
});

async function serveBuilt(
  handlersEntry: string,
  {
    port,
    host,
    home,
    dataDir,
    operatorEndpoint,
    tableDoor,
    log,
    metrics,
    onConnection,
    health,
    loading,
  }: {
    readonly port: number;
    readonly host: string | undefined;
    readonly home: string | undefined;
    readonly dataDir: string;
    readonly operatorEndpoint: string;
    readonly tableDoor: TableAccess | undefined;
    readonly log: SystemLog;
    readonly metrics: Metrics;
    readonly onConnection: (connection: StartedConnection) => void;
    readonly health: LocalSystem['health'];
    readonly loading: () => Loading | undefined;
  },
) {
  provideStreaming();
  const { openHandlers } = builtSchema.parse(await import(pathToFileURL(handlersEntry).href));
  const env = environmentSchema.parse(process.env);
  const connection: StartedConnection = {
    bucket: env.BUCKET_NAME,
    table: env.TABLE_NAME,
    awsRegion: env.AWS_REGION,
    s3Endpoint: env.S3_ENDPOINT,
    dynamodbEndpoint: tableDoor?.endpoint ?? env.DYNAMODB_ENDPOINT,
    ...(tableDoor && {
      tableCredentials: {
        accessKeyId: tableDoor.accessKeyId,
        secretAccessKey: tableDoor.secretAccessKey,
      },
    }),
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    operatorEndpoint,
  };
  onConnection(connection);
  const tellProblem = (told: string): void => {
    log.problem('web', told);
    warnLine(`[web] ${told}`);
  };
  const { kept, ...stores } = openSite(env);
  const loads = createLoadLedger(openTable(env));
  const accounts = withoutPastDemonstration(openAccounts(env), loads);
  const account = openSigningIn(accounts, loads, dataDir);
  const lending = openLending(env, systemClock, account.caller);
  const handlers = openHandlers({
    ...stores,
    account,
    summaries: createKeptSummaries(kept),
    now: systemClock,
    version: packageJson.version,
    connection,
    home,
    health,
    loading,
    office: {
      ...openOffice(env, { now: systemClock }),
      ...openDoor({
        accounts,
        hash: SECRETS.hash,
        now: systemClock,
        siteUrl: () => process.env['SITE_URL'],
        steps: tellStepPolicy(account),
      }),
      // Into a folder at the least.
      writesMails: true,
      now: systemClock,
      programs: lending && { ...lending, accounts },
    },
    log: {
      error: (message, { requestId, error }) => {
        const told = `${message} (${requestId}): ${String(error)}`;
        tellProblem(told);
      },
    },
  });
  return serveEdge({
    port,
    host,
    handlers,
    ownRoutes: [{ path: MAILBOX_PATH, name: 'account', door: 'api' }],
    siteUrl: account.siteUrl,
    onProblem: tellProblem,
    onAnswered: (app, status, seconds) =>
      metrics.took(
        'gouji_request_duration_seconds',
        { app, status: `${Math.floor(status / 100)}xx` },
        seconds,
      ),
  });
}

/** Set by `startSystem` before it serves. */
const environmentSchema = z.object({
  BUCKET_NAME: z.string(),
  TABLE_NAME: z.string(),
  AWS_REGION: z.string(),
  S3_ENDPOINT: z.string(),
  DYNAMODB_ENDPOINT: z.string(),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  // Where the S3 is our own.
  UPLOAD_TOKENS_FILE: z.string().optional(),
});

const reconciledSchema = z.object({
  received: z.number(),
  waiting: z.number(),
  rechecked: z.number(),
  recomputed: z.array(z.unknown()),
});

/** A process that was killed may have left uploads whose events nobody will send again. */
async function reconcileAtStart(system: LocalSystem, stopping: AbortSignal): Promise<void> {
  await system.settled();
  if (stopping.aborted) return;
  const found = reconciledSchema.safeParse(await system.runSchedule('reconcile-inbox', { graceMs: 0 }));
  if (!found.success) return;
  const { received, waiting, rechecked, recomputed } = found.data;
  if (waiting > 0) sayLine(waitingSays(waiting));
  if (received + rechecked + recomputed.length > 0)
    sayLine(`caught up: ${received} uploads, ${rechecked} comparisons, ${recomputed.length} totals`);
}
