/** Read, decide, write: the loop that every writer of the pipeline shares. */
import { expect, it } from 'vitest';
import { UnavailableError } from '../../shared/errors.ts';
import { retryRace } from '../../shared/pipeline/retry-race.ts';

it('tries until nobody wrote in between, and answers what that attempt answered', async () => {
  let made = 0;
  const answer = await retryRace('the total', () => Promise.resolve(++made < 3 ? 'outdated' : made));
  expect(answer).toBe(3);
});

it('leaves it to its caller’s retry where others always write', async () => {
  let made = 0;
  const work = retryRace('the total of 450205 2023', () => {
    made += 1;
    return Promise.resolve('outdated' as const);
  });
  await expect(work).rejects.toThrow('the total of 450205 2023 lost 8 races');
  await expect(work).rejects.toBeInstanceOf(UnavailableError);
  expect(made).toBe(8);
});
