import { expect, it } from 'vitest';
import { createKeptAnswers, keepBody } from '../../web/http/kept-answers.ts';

const answer = (text: string) => ({ reads: [], version: 'v', body: keepBody(text, '#') });

it('forgets what was asked for longest ago where there is no more room', () => {
  // Three of a kilobyte and what each takes besides.
  const kept = createKeptAnswers(3 * (2_000 + 3_500));
  for (const name of ['a', 'b', 'c']) kept.set(name, answer('x'.repeat(1000)));
  expect(kept.get('a')).toBeDefined();
  kept.set('d', answer('x'.repeat(1000)));
  expect(['a', 'b', 'c', 'd'].filter((name) => kept.get(name))).toEqual(['a', 'c', 'd']);
});

it('does not count twice what is kept anew, nor keep what has no room at all', () => {
  const kept = createKeptAnswers(15_000);
  for (let again = 0; again < 50; again++) kept.set('a', answer('x'.repeat(1000)));
  kept.set('b', answer('x'.repeat(1000)));
  expect([kept.get('a'), kept.get('b')].every((one) => one !== undefined)).toBe(true);
  kept.set('c', answer('x'.repeat(10_000)));
  expect(kept.get('c')).toBeUndefined();
});

it('says of what minute it is', () => {
  const body = keepBody('as of #, yes #', '#');
  const say = (minute: string) => new TextDecoder().decode(body.bytes(minute));
  expect([say('12:30'), say('12:31')]).toEqual(['as of 12:30, yes 12:30', 'as of 12:31, yes 12:31']);
});
