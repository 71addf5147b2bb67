/**
 * Signing in on one machine: two hundred people at once, each with a second or so between two steps. Links are asked for by
 * mail; who then comes in comes by the demonstration's door, so that no bench has to read anybody's mailbox.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMONSTRATION_OFFICERS } from '../demonstration/officers.ts';
import { LIUZHOU } from '../demonstration/liuzhou.ts';
import { makeRoster } from '../generator/universe.ts';
import { findPercentile, type Report } from './measure.ts';
import type { StartedSystem } from './started-system.ts';

const PEOPLE = 200;
/** People don't press all at once: each begins at some moment of this, and waits about a second between steps. */
const BEGIN_WITHIN_MS = 2000;
const THINK_MS = 1000;
const TARGET_MS = 300;

const STEPS = ['asks for a link', 'comes in', 'sees their sessions', 'signs out'] as const;
type Step = (typeof STEPS)[number];

export async function benchSignIn(report: Report, { web }: Pick<StartedSystem, 'web'>): Promise<void> {
  const mails = makeRoster(LIUZHOU).flatMap(({ mail }) => mail ?? []);
  const persons = [...new Set(DEMONSTRATION_OFFICERS.map(({ mail }) => mail))];
  const took = new Map<Step, number[]>(STEPS.map((step) => [step, []]));
  const timed = async (step: Step, ask: () => Promise<Response>): Promise<Response> => {
    const begunMs = performance.now();
    const answer = await ask();
    await answer.arrayBuffer();
    took.get(step)?.push(performance.now() - begunMs);
    return answer;
  };
  await Promise.all(
    Array.from({ length: PEOPLE }, async (_, i) => {
      await sleep((i * BEGIN_WITHIN_MS) / PEOPLE);
      const post = (path: string, fields: Record<string, string>, cookie = '') =>
        fetch(web + path, {
          method: 'POST',
          redirect: 'manual',
          headers: { origin: web, cookie },
          body: new URLSearchParams(fields),
        });
      await timed('asks for a link', () => post('/account/mail', { mail: mails[i % mails.length] ?? '' }));
      await sleep(THINK_MS);
      const person = persons[i % persons.length] ?? '';
      const entered = await timed('comes in', () => post('/account/demonstration', { person }));
      const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      if (entered.status !== 303 || cookie === '') throw new Error(`not signed in: ${entered.status}`);
      await sleep(THINK_MS);
      await timed('sees their sessions', () => fetch(`${web}/account/sessions`, { headers: { cookie } }));
      await sleep(THINK_MS);
      await timed('signs out', () => post('/account/sign-out', {}, cookie));
    }),
  );
  for (const step of STEPS) {
    const all = took.get(step) ?? [];
    report({
      what: `signing in, ${PEOPLE} people at once: one ${step}, 95th percentile`,
      value: findPercentile(all, 0.95),
      unit: ' ms',
      target: { below: TARGET_MS },
      detail: `median ${findPercentile(all, 0.5).toFixed(0)} ms`,
    });
  }
}
