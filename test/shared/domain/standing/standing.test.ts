import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeInstant } from '../../../../shared/domain/basics/calendar.ts';
import type { Saying } from '../../../../shared/domain/document/same-document.ts';
import {
  applySubmission,
  inOrder,
  needsHistory,
  type Filed,
  type Standing,
} from '../../../../shared/domain/standing/standing.ts';
import { sequencerAfter, submissionOrder } from '../../../../shared/domain/standing/submission-order.ts';

interface Submission extends Filed, Saying {
  readonly isAcceptable: boolean;
}
const submission = (n: number, isAcceptable: boolean, says = `of ${n}`): Submission => ({
  sha256: says,
  submissionId: `v${n}`,
  order: submissionOrder('inbox', makeInstant(0), n.toString(16).padStart(8, '0')),
  receivedAt: makeInstant(n * 1000),
  isAcceptable,
});
const after = (standing: Standing<Submission>, filed: Submission): Standing<Submission> =>
  applySubmission(
    standing,
    { ...filed, errors: filed.isAcceptable ? 0 : 1, rules: filed.isAcceptable ? [] : ['A1'] },
    filed.isAcceptable ? filed : undefined,
  );
/** As they come in: each once, those before it looked up where they are needed. */
function apply(arriving: readonly Submission[]): Standing<Submission> {
  const known: Submission[] = [];
  let standing: Standing<Submission> = {};
  for (const filed of arriving) {
    if (known.some(({ submissionId }) => submissionId === filed.submissionId)) continue;
    known.push(filed);
    standing =
      filed.isAcceptable && needsHistory(standing, filed)
        ? inOrder(known).reduce(after, {})
        : after(standing, filed);
  }
  return standing;
}

describe('the standing of an agency-year', () => {
  const [returned, first, correction, spoiled] = [
    submission(1, false),
    submission(2, true),
    submission(3, true),
    submission(4, false),
  ] as const;

  it('is in force by the newest acceptable submission', () => {
    const standing = apply([returned, first, correction, spoiled]);
    expect(standing.inForce?.submissionId).toBe('v3');
    expect(standing.latest).toMatchObject({ submissionId: 'v4', outcome: 'returned', errors: 1 });
  });

  it('fixes lateness by the first acceptable submission, whatever is corrected later', () => {
    expect(apply([returned, first]).firstAccepted?.receivedAt).toBe(first.receivedAt);
    expect(apply([returned, first, correction, spoiled]).firstAccepted?.receivedAt).toBe(first.receivedAt);
    expect(apply([correction, spoiled, first, returned]).firstAccepted?.receivedAt).toBe(first.receivedAt);
  });

  it('is not made late by a report that is backfilled afterwards', () => {
    const onTime = submission(2, true);
    const backfilled = {
      ...submission(9, true),
      order: submissionOrder('backfill', makeInstant(9000), 'FF'),
    };
    expect(apply([onTime, backfilled]).firstAccepted?.receivedAt).toBe(onTime.receivedAt);
    expect(apply([backfilled, onTime]).firstAccepted?.receivedAt).toBe(onTime.receivedAt);
    expect(apply([backfilled, onTime]).inForce).toBe(onTime);
  });

  it('has nothing in force where nothing was acceptable', () => {
    expect(apply([returned, spoiled])).toMatchObject({ inForce: undefined, firstAccepted: undefined });
  });

  it('keeps in force what is filed again as it is, also behind a returned one', () => {
    const again = submission(5, true, 'of 3');
    const standing = apply([first, correction, spoiled, again]);
    expect(standing.inForce).toMatchObject({ submissionId: 'v3', repeated: { submissionId: 'v5' } });
    expect(standing.latest).toMatchObject({ submissionId: 'v5', outcome: 'accepted' });
    // Older than what is in force: that corrects it back.
    expect(apply([first, correction, submission(6, true, 'of 2')]).inForce?.submissionId).toBe('v6');
  });

  it('takes what was received first where an earlier one that says the same is backfilled', () => {
    const backfilled = {
      ...submission(1, true, 'of 2'),
      order: submissionOrder('backfill', makeInstant(1000), 'FF'),
    };
    for (const arriving of [
      [first, backfilled],
      [backfilled, first],
    ])
      expect(apply(arriving)).toMatchObject({
        inForce: { submissionId: 'v1', repeated: { submissionId: 'v2' } },
        firstAccepted: { receivedAt: backfilled.receivedAt },
      });
  });

  it('is parted by a different one that comes late between two that say the same', () => {
    const again = submission(5, true, 'of 2');
    expect(apply([first, again]).inForce?.submissionId).toBe('v2');
    expect(apply([first, again, correction]).inForce?.submissionId).toBe('v5');
  });

  it('knows a document of an earlier version by its bytes, and by its content from then on', () => {
    const old = submission(1, true, 'bytes');
    const again = { ...submission(2, true, 'bytes'), content: 'c' };
    const spaced = { ...submission(3, true, 'other bytes'), content: 'c' };
    expect(apply([old, again, spaced]).inForce).toMatchObject({ submissionId: 'v1', content: 'c' });
    expect(apply([old, spaced]).inForce?.submissionId).toBe('v3');
  });

  it('is the same in any order and with any repetition, whatever says the same', () => {
    const history = fc.array(
      fc.record({
        n: fc.nat({ max: 30 }),
        isAcceptable: fc.boolean(),
        says: fc.constantFrom('this', 'that'),
        backfilledAt: fc.option(fc.nat({ max: 30 }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (entries, shuffle) => {
        const submissions = [...new Map(entries.map((entry) => [entry.n, aSubmission(entry)])).values()];
        const whole = inOrder(submissions).reduce(after, {});
        const disturbed = [...submissions, ...submissions]
          .map((one) => ({ one, at: shuffle.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(apply(disturbed)).toEqual(whole);
      }),
    );
  });
});

/** Backfilled ones lie before the others, whenever they were received. */
function aSubmission(entry: {
  readonly n: number;
  readonly isAcceptable: boolean;
  readonly says: string;
  readonly backfilledAt: number | undefined;
}): Submission {
  const { n, isAcceptable, says, backfilledAt } = entry;
  const filed = submission(n, isAcceptable, says);
  if (backfilledAt === undefined) return filed;
  const receivedAt = makeInstant(backfilledAt * 1000);
  return {
    ...filed,
    receivedAt,
    order: submissionOrder('backfill', receivedAt, n.toString(16).padStart(8, '0')),
  };
}

describe('the order of submissions', () => {
  const at = (iso: string) => makeInstant(Date.parse(iso));
  const inbox = (sequencer: string) => submissionOrder('inbox', at('2025-01-01T00:00:00Z'), sequencer);

  it('compares sequencers as hex, right-padded', () => {
    expect(inbox('0055AED6DCD90281E5') < inbox('0055AED6DCD90281E6')).toBe(true);
    expect(inbox('0055AED6DCD90281') < inbox('0055AED6DCD9028101')).toBe(true);
    expect(inbox('55aed6') < inbox('55AED7')).toBe(true);
    expect(inbox('55AED6')).toBe(inbox('55aed600'));
  });

  it('puts what was backfilled before what was uploaded, and sorts it by when it was received', () => {
    const early = submissionOrder('backfill', at('2024-01-20T00:00:00Z'), 'FF');
    const late = submissionOrder('backfill', at('2024-03-01T00:00:00Z'), '01');
    expect(early < late && late < inbox('00')).toBe(true);
  });

  it('finds a place between its neighbours for a version whose event was lost', () => {
    const lost = inbox(sequencerAfter(inbox('A1'), 1));
    const lostToo = inbox(sequencerAfter(inbox('A1'), 2));
    const lostBehind = inbox(sequencerAfter(lost, 1));
    expect([inbox('A1'), lost, lostToo, inbox('A2')].toSorted()).toEqual([
      inbox('A1'),
      lost,
      lostToo,
      inbox('A2'),
    ]);
    expect(lost < lostBehind && lostBehind < lostToo).toBe(true);
    expect(inbox(sequencerAfter(undefined, 1)) < inbox('01')).toBe(true);
  });
});
