/** A second step counts by what is asked today, not by what was asked when it was done. */
import { expect, it } from 'vitest';
import {
  isStepAccepted,
  type StepDone,
  type StepPolicy,
} from '../../../../shared/domain/authority/step-done.ts';

const asking = (acr: readonly string[], amr: readonly string[] = []): StepPolicy => ({
  ofProvider: { acr, amr },
  hasDemonstration: false,
});
const NO_PROVIDER: StepPolicy = { ofProvider: undefined, hasDemonstration: false };
const GOLD: StepDone = { by: 'provider', acr: 'gold', amr: [] };

it.each<readonly [string, StepDone | undefined, StepPolicy, boolean]>([
  ['none', undefined, NO_PROVIDER, false],
  ['a telephone, without a provider', { by: 'telephone' }, NO_PROVIDER, true],
  ['a telephone, where nothing is asked of the provider', { by: 'telephone' }, asking([]), true],
  ['a telephone, where a class is', { by: 'telephone' }, asking(['gold']), false],
  ['a telephone, where a method is', { by: 'telephone' }, asking([], ['otp']), false],
  ['the provider’s, as it is asked', GOLD, asking(['gold', 'silver']), true],
  ['the provider’s, where more is asked by now', { ...GOLD, acr: 'silver' }, asking(['gold']), false],
  ['the provider’s by a method', { by: 'provider', amr: ['otp'] }, asking([], ['otp']), true],
  ['the provider’s, where nothing is asked any more', GOLD, asking([]), false],
  ['the provider’s, of a provider that is gone', GOLD, NO_PROVIDER, false],
  [
    'a demonstration’s on a demonstration',
    { by: 'demonstration' },
    { ...NO_PROVIDER, hasDemonstration: true },
    true,
  ],
  ['a demonstration’s elsewhere', { by: 'demonstration' }, NO_PROVIDER, false],
])('%s', (_, step, policy, counts) => {
  expect(isStepAccepted(step, policy)).toBe(counts);
});
