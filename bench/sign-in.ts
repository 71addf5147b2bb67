/**
 * Signing in and filing on one machine: two hundred clerks at once, each the whole way from the address typed to the ticket and
 * out again, the mailed link read from the folder of mails. Once as people do it, who read and think between two steps, and
 * once in a rush that nobody's fingers keep up with.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LIUZHOU } from '../demonstration/liuzhou.ts';
import { makeRoster } from '../generator/universe.ts';
import { readMail } from '../shared/adapters/outbox.ts';
import { findPercentile, type Report } from './measure.ts';
import { processorTimesSay, readProcessorTimes } from './processor-time.ts';
import type { StartedSystem } from './started-system.ts';

const PEOPLE = 200;
const YEAR = 2025;
const TARGET_MS = 300;
const LOOK_FOR_MAIL_EVERY_MS = 100;
const MAIL_WITHIN_MS = 60_000;

interface Pace {
  readonly name: string;
  /** Each begins at some moment of this. */
  readonly beginWithinMs: number;
  /** And waits so long between two steps. */
  readonly thinkMs: number;
}
const AS_PEOPLE_DO: Pace = { name: 'within 10 s, 3 s between steps', beginWithinMs: 10_000, thinkMs: 3000 };
const IN_A_RUSH: Pace = { name: 'within 2 s, 1 s between steps', beginWithinMs: 2000, thinkMs: 1000 };

const STEPS = ['asks for a link', 'opens it', 'comes in', 'asks for a ticket', 'signs out'] as const;
type Step = (typeof STEPS)[number];
type Time = (step: Step, ask: () => Promise<Response>) => Promise<Response>;

interface Clerk {
  readonly agency: string;
  readonly mail: string;
}

export async function benchSignIn(
  report: Report,
  { web, dataDir, pid }: Pick<StartedSystem, 'web' | 'dataDir' | 'pid'>,
): Promise<void> {
  const clerks = makeRoster(LIUZHOU)
    .flatMap(({ id, mail, kind, to }) =>
      mail === undefined || kind === 'consolidated' || to !== undefined ? [] : [{ agency: id, mail }],
    )
    .slice(0, PEOPLE);
  if (clerks.length < PEOPLE) throw new Error(`only ${clerks.length} agencies have an address`);
  const links = await watchLinks(join(dataDir, 'outbox'));
  try {
    // A system that has run for a moment, as it has at nine in the morning.
    for (const clerk of clerks.slice(0, 5)) await goTheWay(web, clerk, links.of, (_, ask) => ask(), 0);
    for (const pace of [AS_PEOPLE_DO, IN_A_RUSH]) {
      const before = readProcessorTimes(pid);
      const took = await goTogether(web, clerks, links.of, pace);
      const processor = processorTimesSay(readProcessorTimes(pid), before);
      for (const step of STEPS) {
        const all = took.get(step) ?? [];
        report({
          what: `${PEOPLE} people ${pace.name}: one ${step}, 95th percentile`,
          value: findPercentile(all, 0.95),
          unit: ' ms',
          target: { below: TARGET_MS },
          detail: `median ${findPercentile(all, 0.5).toFixed(0)} ms; processor time of all steps: ${processor}`,
        });
      }
    }
  } finally {
    links.stop();
  }
}

async function goTogether(
  web: string,
  clerks: readonly Clerk[],
  linkOf: (mail: string, from: number) => Promise<string>,
  { beginWithinMs, thinkMs }: Pace,
): Promise<ReadonlyMap<Step, readonly number[]>> {
  const took = new Map<Step, number[]>(STEPS.map((step) => [step, []]));
  const timed: Time = async (step, ask) => {
    const begunMs = performance.now();
    const answer = await ask();
    const body = await answer.arrayBuffer();
    took.get(step)?.push(performance.now() - begunMs);
    return new Response(answer.status === 303 ? null : body, answer);
  };
  await Promise.all(
    clerks.map(async (clerk, i) => {
      await sleep((i * beginWithinMs) / clerks.length);
      await goTheWay(web, clerk, linkOf, timed, thinkMs);
    }),
  );
  return took;
}

async function goTheWay(
  web: string,
  { agency, mail }: Clerk,
  linkOf: (mail: string, from: number) => Promise<string>,
  timed: Time,
  thinkMs: number,
): Promise<void> {
  const jar = new Map<string, string>();
  const ask = async (
    step: Step,
    path: string,
    { headers, ...init }: Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> },
    status: number,
  ): Promise<void> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await timed(step, () =>
      fetch(web + path, { redirect: 'manual', ...init, headers: { origin: web, cookie, ...headers } }),
    );
    if (answer.status !== status) throw new Error(`one ${step}: ${answer.status}, not ${status}`);
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
  };
  const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });
  const askedMs = Date.now();
  await ask('asks for a link', '/account/mail', form({ mail }), 303);
  await sleep(thinkMs);
  const link = new URL(await linkOf(mail, askedMs));
  await ask('opens it', link.pathname + link.search, {}, 200);
  await sleep(thinkMs);
  await ask('comes in', '/account/link', form({ token: link.searchParams.get('token') ?? '' }), 303);
  await sleep(thinkMs);
  const sha256 = createHash('sha256').update(`${mail} ${askedMs}`).digest('hex');
  const wish = { agency, year: YEAR, sha256, size: 20_000 };
  await ask(
    'asks for a ticket',
    '/office/tickets',
    { method: 'POST', body: JSON.stringify(wish), headers: { 'content-type': 'application/json' } },
    201,
  );
  await sleep(thinkMs);
  await ask('signs out', '/account/sign-out', form({}), 303);
}

/** The links in mails as they arrive; one watch for everybody, for two hundred would be a load of their own. */
async function watchLinks(folder: string) {
  const found = new Map<string, { readonly link: string; readonly atMs: number }>();
  const listMails = async (): Promise<string[]> =>
    (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const seen = new Set(await listMails());
  let isRunning = true;
  const look = async (): Promise<void> => {
    for (const name of (await listMails()).filter((one) => !seen.has(one))) {
      seen.add(name);
      const { to, text } = readMail(await readFile(join(folder, name), 'latin1'));
      const link = /https?:\/\/[^\s/]+\/account\/link\?token=[\w-]+/.exec(text)?.[0];
      if (link !== undefined) found.set(to, { link, atMs: Date.now() });
    }
  };
  void (async () => {
    while (isRunning) {
      await look();
      await sleep(LOOK_FOR_MAIL_EVERY_MS);
    }
  })();
  return {
    of: async (mail: string, fromMs: number): Promise<string> => {
      for (const startedMs = Date.now(); Date.now() - startedMs < MAIL_WITHIN_MS;) {
        const mailed = found.get(mail);
        if (mailed && mailed.atMs >= fromMs) return mailed.link;
        await sleep(LOOK_FOR_MAIL_EVERY_MS);
      }
      throw new Error(`no link was mailed to ${mail}`);
    },
    stop(): void {
      isRunning = false;
    },
  };
}
