/**
 * Whether each part of the system does its work. A look costs two small reads; it is kept for some seconds, so that whoever
 * asks again and again asks nobody.
 */
import type { PartHealth } from '../shared/contracts/api/api-answers.ts';

type PartName = PartHealth['part'];
/** Says what is wrong, in words that anybody may read; nothing where all is well. */
type Check = (signal: AbortSignal) => Promise<string | undefined> | string | undefined;

const KEPT_FOR_MS = 5000;
const ANSWER_LIMIT_MS = 2000;

/** Older work than this waits for something that is broken: a day's peak of uploads is done with in less. */
const TOO_OLD_MS = 15 * 60_000;

export function createHealth(
  checks: Readonly<Record<PartName, Check>>,
  nowMs: () => number = () => performance.now(),
): () => Promise<readonly PartHealth[]> {
  let kept: { readonly untilMs: number; readonly parts: Promise<readonly PartHealth[]> } | undefined;
  const look = (): Promise<readonly PartHealth[]> =>
    Promise.all(
      PARTS.map(async (part): Promise<PartHealth> => {
        const reason = await lookWithin(checks[part]);
        return reason === undefined ? { part, status: 'ok' } : { part, status: 'failing', reason };
      }),
    );
  return () => {
    if (kept === undefined || nowMs() >= kept.untilMs)
      kept = { untilMs: nowMs() + KEPT_FOR_MS, parts: look() };
    return kept.parts;
  };
}

const PARTS: readonly PartName[] = ['table', 'bucket', 'queue', 'stream', 'schedules'];

async function lookWithin(check: Check): Promise<string | undefined> {
  const limit = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve(`no answer within ${ANSWER_LIMIT_MS / 1000} s`);
      limit.abort();
    }, ANSWER_LIMIT_MS);
  });
  try {
    return await Promise.race([Promise.resolve().then(() => check(limit.signal)), late]);
  } catch {
    // Why stands in the log: what an error says is not for everybody.
    return 'does not answer';
  } finally {
    clearTimeout(timer);
  }
}

/** What is wrong with work that waits or was given up. */
export function judgeWork({
  dead,
  oldestAgeMs = 0,
}: {
  readonly dead: number;
  readonly oldestAgeMs: number | undefined;
}): string | undefined {
  const wrong = [
    ...(dead > 0 ? [`dead letters: ${dead}`] : []),
    ...(oldestAgeMs > TOO_OLD_MS
      ? [`the oldest has waited for ${Math.round(oldestAgeMs / 60_000)} min`]
      : []),
  ];
  return wrong.length > 0 ? wrong.join('; ') : undefined;
}
