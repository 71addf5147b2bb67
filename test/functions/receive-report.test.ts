/** What the log and the metrics say of an invocation: enough to find the file at 3 a.m. */
import type { SQSEvent } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHandler } from '../../functions/receive-report/handler.ts';
import { FAILURES_METRIC, METRICS_NAMESPACE } from '../../shared/contracts/wiring.ts';
import { createObserver } from '../../shared/runtime/observe.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { keptRejections } from '../support/kept-rejections.ts';
import { A_CONTEXT } from '../support/queue-event.ts';

const KEY = 'inbox/450205/450205-jyj/2024.json';
const event = {
  Records: [
    {
      messageId: 'm-1',
      attributes: { ApproximateReceiveCount: '1' },
      body: JSON.stringify({
        Records: [
          { eventName: 'ObjectCreated:Put', s3: { object: { key: KEY, versionId: 'v-1', sequencer: 'A1' } } },
        ],
      }),
    },
  ],
} as unknown as SQSEvent;

afterEach(() => vi.restoreAllMocks());

/** Lines that the handler writes, as JSON, from whichever console method. */
async function linesOf(uploaded: () => Promise<undefined>): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  // Powertools writes through a console of its own.
  const write = (chunk: string | Uint8Array): boolean => {
    lines.push(String(chunk));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  for (const method of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((line: unknown) => void lines.push(String(line)));
  const handler = createHandler({
    bucket: {
      uploaded,
      archive: () => Promise.resolve(),
      archiveWithoutTexts: () => Promise.resolve(),
      archived: () => Promise.resolve(undefined),
      findRedaction: () => Promise.resolve(undefined),
      putRedaction: () => Promise.resolve(),
      async *redactedHashes() {
        // None.
      },
      putNewReceipt: () => Promise.resolve('written'),
      putReceipt: () => Promise.resolve(),
      receipt: () => Promise.resolve(undefined),
      hasReceipt: () => Promise.resolve(false),
      orderReceiptLetter: () => Promise.resolve(),
    },
    table: {
      filing: () => Promise.reject(new Error('not asked for')),
      hasRoster: () => Promise.resolve(true),
      names: () => Promise.reject(new Error('not asked for')),
      record: () => Promise.reject(new Error('not asked for')),
      wrongPhrases: () => Promise.resolve(undefined),
      redactionsHead: () => Promise.reject(new Error('not asked for')),
      putRedactionsHead: () => Promise.reject(new Error('not asked for')),
      commonPhrases: () => Promise.reject(new Error('not asked for')),
      narrativeHolders: () => Promise.reject(new Error('not asked for')),
      submissions: () => Promise.reject(new Error('not asked for')),
      submissionsAt: () => Promise.reject(new Error('not asked for')),
      agencyYearsAt: () => Promise.reject(new Error('not asked for')),
      regionYears: () => Promise.reject(new Error('not asked for')),
      childRegions: () => Promise.reject(new Error('not asked for')),
      children: () => Promise.reject(new Error('not asked for')),
      ticket: () => Promise.reject(new Error('not asked for')),
      useTicket: () => Promise.reject(new Error('not asked for')),
      uploadSession: () => Promise.reject(new Error('not asked for')),
    },
    rejected: keptRejections().rejected,
    sha256: () => '',
    now: systemClock,
    observer: createObserver('receive-report'),
  });
  await handler(event, A_CONTEXT);
  vi.restoreAllMocks();
  return lines
    .flatMap((chunk) => chunk.split('\n'))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('receive-report', () => {
  it('logs a failure with the message, the key and the version, and counts it', async () => {
    const lines = await linesOf(() => Promise.reject(new Error('SlowDown')));
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        service: 'receive-report',
        detail: { messageId: 'm-1', key: KEY, versionId: 'v-1' },
        error: expect.objectContaining({ message: 'SlowDown' }) as unknown,
      }),
    );
    const metrics = lines.find((line) => '_aws' in line);
    expect(metrics).toMatchObject({ [FAILURES_METRIC]: 1, service: 'receive-report' });
    expect(JSON.stringify(metrics)).toContain(`"Namespace":"${METRICS_NAMESPACE}"`);
  });

  it('logs what became of each upload', async () => {
    const lines = await linesOf(() => Promise.resolve(undefined));
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'INFO',
        message: 'upload gone',
        detail: { messageId: 'm-1', key: KEY, versionId: 'v-1' },
      }),
    );
    expect(lines.some((line) => '_aws' in line)).toBe(false);
  });
});
