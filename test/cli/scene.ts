/** A running system with two districts, and documents of their agencies as files. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { gouji, type Ran } from '../support/run-gouji.ts';
import { killAll, startRunning, type RunningSystem } from '../support/running-system.ts';

export const REGIONS = `code,name
000000,全国
450000,广西壮族自治区
450200,柳州市
450202,城中区
450205,柳北区
`;
export const AGENCIES = ['450205-jyj', '450205-gaj', '450202-jyj', '450202-gaj'];
export const ROSTER = `id,name,district,kind,from
${AGENCIES.map((id) => `${id},机关${id},${id.slice(0, 6)},department,2019\n`).join('')}`;

const SETTLED_WITHIN_MS = 20_000;

export interface Folder {
  readonly path: string;
  /** Writes a file below it; answers its path. */
  write(name: string, content: string | Uint8Array): Promise<string>;
  remove(): Promise<void>;
}

export async function aFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'gouji-cli-'));
  return {
    path,
    async write(name, content) {
      const file = join(path, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
}

export interface Scene extends Folder {
  readonly system: RunningSystem;
  /** A command that talks to the system. */
  gouji(...args: readonly string[]): Promise<Ran>;
  api(path: string): Promise<Answer>;
  stop(): Promise<void>;
}
/** As far as these tests read it. */
interface Answer {
  readonly status: number;
  readonly body: {
    readonly reports?: { readonly accepted: number; readonly expected: number; readonly late: number };
    readonly region?: { readonly name: string };
    readonly late?: number;
    readonly children?: readonly { readonly id: string; readonly name: string }[];
    readonly figures?: { readonly applications: { readonly received: { readonly total: number } } } | null;
    readonly state?: string;
    readonly extension?: string;
    readonly publication?: { readonly publishedOn?: string } | null;
    readonly inForce?: { readonly submissionId: string; readonly receivedAt: string } | null;
    readonly submissions?: readonly {
      readonly submissionId: string;
      readonly outcome: string;
      readonly sha256: string;
      readonly receivedAt: string;
      readonly findings: readonly { readonly rule: string }[];
    }[];
  };
}

/** `loaded`: with regions and roster. */
export async function aScene({ loaded = true } = {}): Promise<Scene> {
  const folder = await aFolder();
  const system = await startRunning(join(folder.path, 'data'));
  const scene: Scene = {
    ...folder,
    ...onSystem(system),
    async stop() {
      await killAll();
      await folder.remove();
    },
  };
  if (loaded)
    for (const [what, csv] of [
      ['regions', REGIONS],
      ['roster', ROSTER],
    ] as const) {
      const ran = await scene.gouji('load', what, await folder.write(`${what}.csv`, csv));
      if (ran.code !== 0) throw new Error(`${what} did not load: ${ran.stderr}`);
    }
  return scene;
}

/** A document of the roster's agency; spoiled: its totals do not agree. */
export function aDocument(
  agencyId: string,
  year: number,
  received: number,
  { spoiled = false, carriedOut = 0 } = {},
): string {
  const report = aBalancedReport({ agencyId, district: agencyId.slice(0, 6), year, received, carriedOut });
  if (spoiled) report.applications.received.total += 1;
  return JSON.stringify(report);
}

/** Asks again until the answer is the wanted one; answers the last one otherwise, so that a test shows it. */
export async function eventually<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer) || performance.now() > deadline) return answer;
    await sleep(50);
  }
}

/** A stack trace or a value printed as it is: never for a user. */
export const NO_STACK = /^(?![\s\S]*(\n\s+at |\[object |undefined|Error:))/;

const onSystem = (system: RunningSystem): Pick<Scene, 'system' | 'gouji' | 'api'> => ({
  system,
  gouji: (...args) => gouji([...args, '--endpoint', system.endpoints.web]),
  async api(path) {
    const response = await fetch(new URL(`/api/v1/${path}`, system.endpoints.web));
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  },
});

/** The same folder's system once more, after its end. */
export const startedAgain = async ({ path }: Folder): Promise<Pick<Scene, 'system' | 'gouji' | 'api'>> =>
  onSystem(await startRunning(join(path, 'data')));
