import { describe, expect, it, vi } from 'vitest';
import { parseCron, startSchedules } from '../../local/schedule.ts';
import { SCHEDULED_TIME } from '../../shared/contracts/wiring.ts';

/** A minute of China time. */
const china = (text: string): number => Date.parse(`${text}:00+08:00`);

describe('a cron expression', () => {
  it.each([
    ['cron(30 3 * * ? *)', '2026-02-28T03:30', true],
    ['cron(30 3 * * ? *)', '2026-02-28T03:31', false],
    ['cron(30 3 * * ? *)', '2026-02-28T11:30', false],
    ['cron(0 8 ? * MON-FRI *)', '2026-11-23T08:00', true],
    ['cron(0 8 ? * MON-FRI *)', '2026-11-22T08:00', false],
    ['cron(0 8 ? * 1 *)', '2026-11-22T08:00', true],
    ['cron(0 0 1 JAN,APR ? *)', '2027-01-01T00:00', true],
    ['cron(0 0 1 JAN,APR ? *)', '2027-02-01T00:00', false],
    ['cron(0/15 * * * ? *)', '2026-11-24T09:45', true],
    ['cron(0/15 * * * ? *)', '2026-11-24T09:46', false],
    ['cron(5-10/5 * * * ? 2027)', '2027-11-24T09:10', true],
    ['cron(5-10/5 * * * ? 2027)', '2026-11-24T09:10', false],
    ['cron(0 8 ? JAN MON#1 *)', '2029-01-01T08:00', true],
    ['cron(0 8 ? JAN MON#1 *)', '2029-01-08T08:00', false],
    ['cron(0 8 ? JAN 2#1 *)', '2029-01-01T08:00', true],
    ['cron(0 8 ? JAN 2#1 *)', '2029-01-08T08:00', false],
    ['cron(0 8 ? JAN MON#2 *)', '2029-01-08T08:00', true],
    ['cron(0 8 ? JAN MON#1 *)', '2029-01-02T08:00', false],
    ['cron(0 8 ? JAN 2#5 *)', '2029-01-29T08:00', true],
  ])('%s at %s in China: %s', (expression, minute, fits) => {
    expect(parseCron(expression)(china(minute))).toBe(fits);
  });

  it.each([
    'rate(5 minutes)',
    'cron(* * * *)',
    'cron(60 * * * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 0 L * ? *)',
    'cron(0 0 ? * 0 *)',
    'cron(0 0 ? * FRI-MON *)',
    'cron(5/x * * * ? *)',
    'cron(0/0 * * * ? *)',
    'cron(, * * * ? *)',
    'cron(0 8 ? * MON#6 *)',
    'cron(0 8 ? * #1 *)',
    'cron(0 8 1#1 * ? *)',
  ])('is refused where it is not understood: %s', (expression) => {
    expect(() => parseCron(expression)).toThrow();
  });
});

describe('a running schedule', () => {
  const MORNING = 'cron(0 8 * * ? *)';

  /** From 07:30:30 on; `sleep` is what the machine sleeps through before its timer fires. */
  async function begunAfter(sleepMs: number): Promise<unknown[]> {
    vi.useFakeTimers();
    const begun: unknown[] = [];
    let now = china('2026-11-24T07:30') + 30_000;
    const schedules = startSchedules({
      scheduled: [
        {
          name: 'morning',
          crons: [MORNING],
          maxRetries: 0,
          invoke: (event) => Promise.resolve(begun.push(event)),
        },
      ],
      deadLetters: { keep: () => undefined },
      nowEpochMs: () => now,
      onProblem: () => undefined,
    });
    now += sleepMs;
    for (let minute = 0; minute < 90; minute++) {
      await vi.advanceTimersByTimeAsync(60_000);
      now += 60_000;
    }
    await schedules.stop();
    vi.useRealTimers();
    return begun;
  }
  const eight = (day: string) => ({ [SCHEDULED_TIME]: new Date(china(`${day}T08:00`)).toISOString() });

  it('runs once at its time', async () => {
    expect(await begunAfter(0)).toEqual([eight('2026-11-24')]);
  });

  it('runs when the machine wakes, once, for the newest time that it slept through', async () => {
    expect(await begunAfter(2 * 3_600_000)).toEqual([eight('2026-11-24')]);
    expect(await begunAfter(50 * 3_600_000)).toEqual([eight('2026-11-26')]);
  });
});

describe('a stop', () => {
  /** Stopped while its function runs, which fails once the stop has begun. */
  async function stopped(isRedoneAtStart: boolean) {
    const said: string[] = [];
    const work = Promise.withResolvers<undefined>();
    const schedules = startSchedules({
      scheduled: [
        {
          name: 'work',
          crons: ['cron(0 8 * * ? *)'],
          maxRetries: 0,
          invoke: () => work.promise,
          isRedoneAtStart,
        },
      ],
      deadLetters: { keep: ({ id }) => said.push(`dead letter ${id.length > 0}`) },
      nowEpochMs: () => china('2026-11-24T07:30'),
      onProblem: (problem) => said.push(problem),
    });
    const outcome = schedules.runNow('work').catch(() => 'failed');
    let hasStopped = false;
    const stop = schedules.stop().then(() => (hasStopped = true));
    // Everything that could follow from the stop alone has followed.
    await new Promise(setImmediate);
    const hadStopped = hasStopped;
    work.reject(new Error('the engines have stopped'));
    await stop;
    expect(await outcome).toBe('failed');
    return { hadStopped, said };
  }

  it('waits for what runs, and keeps what fails of it', async () => {
    expect(await stopped(false)).toEqual({
      hadStopped: false,
      said: ['work failed: Error: the engines have stopped', 'dead letter true'],
    });
  });

  it('neither waits for what the next start does anyway, nor tells how it ended', async () => {
    expect(await stopped(true)).toEqual({ hadStopped: true, said: [] });
  });
});
