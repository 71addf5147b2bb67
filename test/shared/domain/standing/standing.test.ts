import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeInstant } from '../../../../shared/domain/basics/calendar.ts';
import type { Saying } from '../../../../shared/domain/document/same-document.ts';
import type { Filed } from '../../../../shared/domain/standing/filed.ts';
import {
  applySubmission,
  inOrder,
  needsHistory,
  type Standing,
} from '../../../../shared/domain/standing/standing.ts';
import type { KeptText } from '../../../../shared/domain/standing/text-row.ts';
import { sequencerAfter, submissionOrder } from '../../../../shared/domain/standing/submission-order.ts';

interface Submission extends Filed, Saying, KeptText {
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
        says: fc.constantFrom('this', 'this corrected', 'that', 'that corrected', 'no text'),
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
        const told = apply(disturbed);
        expect(told).toEqual(whole);
        expect(told.inForce && (told.inForce.textSince ?? told.inForce)).toMatchObject(
          firstOfRow(submissions) ?? {},
        );
      }),
    );
  });

  it('has its text since it was first filed, through any corrections that leave it', () => {
    const texts = (...says: readonly string[]) =>
      says.map((one, i) => ({ ...submission(i + 1, true, `${one} ${i}`), narrative: one }));
    const since = (...says: readonly string[]) => apply(texts(...says)).inForce?.textSince?.submissionId;
    expect(since('this', 'this', 'this')).toBe('v1');
    expect(since('this', 'that', 'this', 'this')).toBe('v3');
    expect(since('this', 'that', 'this')).toBeUndefined();
    expect(apply([first, correction]).inForce).not.toHaveProperty('textSince');
    // One that comes late parts the row, or begins it.
    const [one, that, three] = texts('this', 'that', 'this') as [Submission, Submission, Submission];
    expect(apply([one, three, that]).inForce).not.toHaveProperty('textSince');
    expect(apply([three, one]).inForce?.textSince?.submissionId).toBe('v1');
  });

  it('asks for the history where an earlier version did not keep since when a text is held, and may not have', () => {
    const [one, two, three] = [1, 2, 3].map((n) => ({ ...submission(n, true), narrative: 'this' })) as [
      Submission,
      Submission,
      Submission,
    ];
    const forgotten = { ...two, textSince: undefined };
    const before = (inForce: Submission, firstAccepted: Submission) => ({ inForce, firstAccepted });
    expect(needsHistory(before(forgotten, one), three)).toBe(true);
    expect(needsHistory(before(one, one), two)).toBe(false);
    expect(needsHistory(apply([one, two]), three)).toBe(false);
    expect(needsHistory(before(forgotten, one), { ...three, narrative: 'that' })).toBe(false);
    expect(needsHistory(before(forgotten, one), { ...three, sha256: two.sha256 })).toBe(false);
  });
});

/** The submission received first of those with the text in force, back to one with another: told without the product's code. */
function firstOfRow(submissions: readonly Submission[]): Filed | undefined {
  const accepted = submissions
    .filter(({ isAcceptable }) => isAcceptable)
    .sort((a, b) => (a.order < b.order ? -1 : 1));
  const text = accepted.at(-1)?.narrative;
  const begins = accepted.findLastIndex(({ narrative }) => narrative !== text) + 1;
  const [earliest] = accepted
    .slice(begins)
    .sort((a, b) => (`${a.receivedAt} ${a.order}` < `${b.receivedAt} ${b.order}` ? -1 : 1));
  return text === undefined || !earliest
    ? undefined
    : { submissionId: earliest.submissionId, order: earliest.order, receivedAt: earliest.receivedAt };
}

/** Backfilled ones lie before the others, whenever they were received. */
function aSubmission(entry: {
  readonly n: number;
  readonly isAcceptable: boolean;
  readonly says: string;
  readonly backfilledAt: number | undefined;
}): Submission {
  const { n, isAcceptable, says, backfilledAt } = entry;
  const [text] = says.split(' ');
  const narrative = text === 'no' ? undefined : text;
  const filed = { ...submission(n, isAcceptable, says), narrative };
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
