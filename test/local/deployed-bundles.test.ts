/** From an upload to the nation's total, and through a night, with the bundles that are deployed in place of the sources. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleOptions } from '../../cdk/constructs/bundling.ts';
import { LOCAL_CREDENTIALS } from '../../local/local-credentials.ts';
import { LOCAL_REGION } from '../../local/upload-record.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { openReportBucket } from '../../shared/adapters/open.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { WIRING, isFunctionName } from '../../shared/contracts/wiring.ts';
import { readFigure } from '../../shared/domain/form/figures.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { DISTRICT, REGIONS, member } from '../support/a-desk.ts';

const YEAR = 2024;
const NAMES = Object.keys(WIRING).filter(isFunctionName);

let folder: string;
let system: ChildProcessWithoutNullStreams | undefined;
let said: AsyncIterator<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-bundles-'));
  await Promise.all(NAMES.map((name) => build(bundleOptions(name, join(folder, 'bundles', name)))));
  const script = fileURLToPath(new URL('../support/bundled-system.ts', import.meta.url));
  system = spawn(process.execPath, [script, join(folder, 'data'), join(folder, 'bundles')]);
  system.stderr.pipe(process.stderr);
  said = createInterface({ input: system.stdout })[Symbol.asyncIterator]();
}, 600_000);
afterAll(async () => {
  if (system) {
    const ended = once(system, 'exit');
    system.stdin.end();
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
});

const hear = async () => JSON.parse((await said.next()).value as string) as Record<string, string>;
const ask = (what: string) => {
  system?.stdin.write(`${what}\n`);
  return hear();
};

it('receives, adds up, opens a year, reconciles and makes summaries, as the sources do', async () => {
  const { web = '', s3 = '', dynamodb = '', table: TABLE_NAME = '', bucket: BUCKET_NAME = '' } = await hear();
  const connection = { region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  const table = createReportTable(openTable({ TABLE_NAME, DYNAMODB_ENDPOINT: dynamodb }, connection));
  const bucket = openReportBucket({ BUCKET_NAME, S3_ENDPOINT: s3 }, connection);
  await loadRegions(table, REGIONS);
  await loadRoster(table, [member('a-1'), member('a-2')], systemClock());

  const upload = async (agencyId: string, received: number, isBalanced = true) => {
    const place = { district: DISTRICT, agencyId, year: YEAR };
    const document = aBalancedReport({ ...place, received });
    if (!isBalanced) document.applications.received.total += 1;
    const bytes = new TextEncoder().encode(JSON.stringify(document));
    const { versionId } = await bucket.upload('inbox', place, bytes);
    return async () =>
      (await bucket.receipt(`inbox/${DISTRICT}/${agencyId}/${YEAR}.json`, String(versionId)))?.outcome;
  };
  const outcomes = [await upload('a-1', 3), await upload('a-2', 4), await upload('a-2', 9, false)];
  expect(await ask('settle')).toEqual({ problems: [], dead: [] });
  expect(await Promise.all(outcomes.map((outcome) => outcome()))).toEqual([
    'accepted',
    'accepted',
    'returned',
  ]);
  const nation = (await table.regionYears('000000', [YEAR], [])).years.get(YEAR);
  expect(nation?.figures && readFigure(nation.figures, '/applications/received/total')).toBe(7);

  const visit = (path: string) => fetch(`${web}${path}`, { redirect: 'manual' });
  const page = await visit(`/regions/000000/years/${YEAR}`);
  expect([page.status, page.headers.get('content-encoding')]).toEqual([200, 'gzip']);
  expect(await page.text()).toContain(`/regions/000000/years/${YEAR}/tables/`);
  const taken = await visit(`/regions/${DISTRICT}/years/${YEAR}/tables/agencies.csv`);
  expect([taken.status, taken.headers.get('transfer-encoding')]).toEqual([200, 'chunked']);
  expect(await taken.text()).toContain('a-1');
  expect((await visit('/account/sign-in')).status).toBe(200);
  expect((await visit('/desk')).status).toBe(401);

  for (const name of NAMES.filter((one) => WIRING[one].trigger.kind === 'schedule'))
    expect(await ask(name), name).toMatchObject({ problems: [], dead: [] });
  expect((await table.regionYears('000000', [YEAR], [])).years.get(YEAR)?.figures).toEqual(nation?.figures);
}, 600_000);
