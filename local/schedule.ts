/** EventBridge schedules: `cron(…)` in China time, retried, dead-lettered. */
import { randomUUID } from 'node:crypto';
import { SCHEDULED_TIME } from '../shared/contracts/wiring.ts';
import type { DeadLetters } from './dead-letters.ts';
import { describeFailure, type Invoke } from './invoke.ts';

const MINUTE_MS = 60_000;
/** Asia/Shanghai is UTC+8 all year (no daylight saving since 1991). */
const CHINA_OFFSET_MS = 8 * 3_600_000;
const RETRY_DELAY_MS = 1000;
/** Longer than any schedule's pause but that of New Year. */
const LOOK_BACK_MS = 8 * 24 * 60 * MINUTE_MS;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}
/** Source: EventBridge Scheduler User Guide, "Cron-based schedules". Sunday is 1, January is 1. */
const FIELDS: readonly Field[] = [
  { name: 'minutes', min: 0, max: 59 },
  { name: 'hours', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of week', min: 1, max: 7, names: WEEKDAYS },
  { name: 'year', min: 1970, max: 2199 },
];
const WEEKDAY_FIELD = 4;
const DAYS_OF_A_WEEK = 7;

/**
 * Whether a minute of China time fits. Knows `*`, `?`, numbers, names, lists, ranges, steps and the n-th such weekday
 * of a month (`MON#1`); throws for others.
 */
export function parseCron(expression: string): (epochMs: number) => boolean {
  const fields = /^cron\(([^()]*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
  if (fields.length !== FIELDS.length) throw new Error(`${expression} is not cron(…) with six fields`);
  const [, weekday, nth] = /^([^#]+)#([1-5])$/.exec(fields[WEEKDAY_FIELD] ?? '') ?? [];
  const parts = fields.map((field, index) => (index === WEEKDAY_FIELD ? (weekday ?? field) : field));
  const allowed = FIELDS.map((field, index) => valuesOf(field, parts[index] ?? ''));
  return (epochMs) => {
    const china = new Date(epochMs + CHINA_OFFSET_MS);
    const values = [
      china.getUTCMinutes(),
      china.getUTCHours(),
      china.getUTCDate(),
      china.getUTCMonth() + 1,
      china.getUTCDay() + 1,
      china.getUTCFullYear(),
    ];
    const isNth = nth === undefined || Math.ceil(china.getUTCDate() / DAYS_OF_A_WEEK) === Number(nth);
    return isNth && values.every((value, index) => allowed[index]?.has(value));
  };
}

function valuesOf(field: Field, text: string): Set<number> {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const [, range = '', step = '1'] = /^([^/]+?)(?:\/([1-9]\d*))?$/.exec(item) ?? [];
    const [from, to] =
      range === '*' || range === '?'
        ? [field.min, field.max]
        : boundsOf(field, range.split('-'), item.includes('/'));
    if (!(from >= field.min && to <= field.max && from <= to))
      throw new Error(`${item} is no ${field.name} of a schedule`);
    for (let value = from; value <= to; value += Number(step)) values.add(value);
  }
  return values;
}

function boundsOf(field: Field, [first = '', last]: readonly string[], isStepped: boolean): [number, number] {
  const numberOf = (text: string): number => {
    const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
    if (named >= 0) return named + 1;
    return /^\d+$/.test(text) ? Number(text) : Number.NaN;
  };
  const from = numberOf(first);
  return [from, last === undefined ? (isStepped ? field.max : from) : numberOf(last)];
}

interface Scheduled {
  readonly name: string;
  readonly crons: readonly string[];
  readonly maxRetries: number;
  readonly invoke: Invoke;
  /** The next start does it anyway: a stop neither waits for it nor tells how it ended. */
  readonly isRedoneAtStart?: boolean;
}

interface Schedules {
  /** Runs a function now, retries included. Throws what the last attempt threw, and keeps a dead letter. */
  runNow(name: string, event?: unknown): Promise<unknown>;
  /** Invocations ever begun. */
  readonly begun: number;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export function startSchedules({
  scheduled,
  deadLetters,
  nowEpochMs,
  onProblem,
  retryDelayMs = RETRY_DELAY_MS,
}: {
  readonly scheduled: readonly Scheduled[];
  readonly deadLetters: Pick<DeadLetters, 'keep'>;
  readonly nowEpochMs: () => number;
  readonly onProblem: (message: string) => void;
  readonly retryDelayMs?: number | undefined;
}): Schedules {
  const entries = scheduled.map((entry) => {
    const fits = entry.crons.map(parseCron);
    return { ...entry, isDue: (epochMs: number) => fits.some((fit) => fit(epochMs)) };
  });
  const running = new Map<Promise<unknown>, Scheduled>();
  let begun = 0;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function run(entry: Scheduled, event: unknown): Promise<unknown> {
    const { name, maxRetries, invoke } = entry;
    for (let attempt = 0; ; attempt++) {
      try {
        return await invoke(event);
      } catch (error) {
        if (isStopped && entry.isRedoneAtStart) throw error;
        onProblem(`${name} failed: ${describeFailure(error)}`);
        if (attempt < maxRetries && !isStopped) {
          await new Promise((resolve) => setTimeout(resolve, retryDelayMs));
          continue;
        }
        deadLetters.keep({
          kind: 'schedule',
          id: randomUUID(),
          functionName: name,
          reason: describeFailure(error),
          diedAt: new Date(nowEpochMs()).toISOString(),
          event,
        });
        throw error;
      }
    }
  }

  function begin(entry: Scheduled, event: unknown): Promise<unknown> {
    begun++;
    const invocation = run(entry, event);
    running.set(invocation, entry);
    const done = () => void running.delete(invocation);
    invocation.then(done, done);
    return invocation;
  }

  const minuteOf = (epochMs: number): number => Math.floor(epochMs / MINUTE_MS) * MINUTE_MS;

  /** Each minute once. A machine that slept wakes behind its time: only the newest that fell into its sleep is run. */
  function wait(next: number): void {
    timer = setTimeout(
      () => {
        const last = Math.max(next, minuteOf(nowEpochMs()));
        const first = Math.max(next, last - LOOK_BACK_MS);
        for (const entry of entries) {
          let due = last;
          while (due >= first && !entry.isDue(due)) due -= MINUTE_MS;
          if (due >= first)
            begin(entry, { [SCHEDULED_TIME]: new Date(due).toISOString() }).catch(() => undefined);
        }
        wait(last + MINUTE_MS);
      },
      Math.max(0, next - nowEpochMs()),
    );
    timer.unref();
  }
  wait(minuteOf(nowEpochMs()) + MINUTE_MS);

  const idle = async (isAwaited: (entry: Scheduled) => boolean): Promise<void> => {
    const awaited = () =>
      [...running].flatMap(([invocation, entry]) => (isAwaited(entry) ? [invocation] : []));
    while (awaited().length > 0) await Promise.allSettled(awaited());
  };
  return {
    runNow(name, event = {}) {
      if (isStopped) throw new Error('the system is stopping');
      const entry = entries.find((candidate) => candidate.name === name);
      if (!entry)
        throw new Error(
          `there is no schedule ${name}; there is ${entries.map((one) => one.name).join(', ')}`,
        );
      return begin(entry, event);
    },
    get begun() {
      return begun;
    },
    idle: () => idle(() => true),
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await idle(({ isRedoneAtStart = false }) => !isRedoneAtStart);
    },
  };
}
