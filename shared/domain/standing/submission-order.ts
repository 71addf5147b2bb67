/**
 * Which of two submissions of one agency-year is the newer. S3's `sequencer` decides among versions of one key (hex,
 * compared right-padded); a backfilled report is history, so it lies before everything uploaded in earnest, and the
 * instant at which it was originally received decides among its like.
 */
import type { Instant } from '../basics/calendar.ts';

/** Longer than any sequencer that S3 gives, so that padded ones compare as text. */
const SEQUENCER_DIGITS = 40;

/** `inbox`: what agencies upload. `backfill`: earlier years loaded by an operator, `received-at` in the metadata. */
export type Lane = 'inbox' | 'backfill';

/** Sorts as text among the submissions of one agency-year. */
export function submissionOrder(lane: Lane, receivedAt: Instant, sequencer: string): string {
  const [digits = '', ...found] = sequencer.toUpperCase().split('+');
  const padded = [digits.padEnd(SEQUENCER_DIGITS, '0'), ...found].join('+');
  return lane === 'inbox' ? `1#${padded}` : `0#${receivedAt}#${padded}`;
}

/**
 * A sequencer for a version whose event was lost: behind its predecessor's (or behind nothing), before that of every
 * later version. `place` counts the versions since the predecessor, from 1.
 */
export function sequencerAfter(predecessorOrder: string | undefined, place: number): string {
  const predecessor =
    predecessorOrder === undefined ? ''.padEnd(SEQUENCER_DIGITS, '0') : sequencerIn(predecessorOrder);
  return `${predecessor}+${String(place).padStart(6, '0')}`;
}

/** The sequencer that an order was made of. */
export const sequencerIn = (order: string): string => order.split('#').at(-1) ?? '';
