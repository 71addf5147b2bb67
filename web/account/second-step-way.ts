/** Where an office does its second step, and who may give it. */
import { demandsAssurance } from '../../shared/domain/authority/provider-assurance.ts';
import type { StepPolicy } from '../../shared/domain/authority/step-done.ts';
import type { AccountDeps } from './ports.ts';

/** What counts as a second step here. */
export const tellStepPolicy = ({
  provider,
  demonstration,
}: Pick<AccountDeps, 'provider' | 'demonstration'>): StepPolicy => ({
  ofProvider: provider?.forOffices,
  hasDemonstration: demonstration !== undefined,
});

export const SECOND_STEP_PATH = '/account/second-step';
export const PROVIDER_PATH = '/account/openid';

/**
 * Where a second factor is demanded of the provider, it alone gives one: whoever can read a mailbox could enrol a telephone here, and
 * be an office without the provider. `undefined` where there is no way.
 */
export function tellStepPath({
  provider,
  secondStep,
}: Pick<AccountDeps, 'provider' | 'secondStep'>): string | undefined {
  if (provider && demandsAssurance(provider.forOffices)) return PROVIDER_PATH;
  return secondStep && SECOND_STEP_PATH;
}
