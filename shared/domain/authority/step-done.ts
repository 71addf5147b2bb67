/** How a session's second step was done, and whether it still counts: what is asked of offices may change while sessions last. */
import {
  demandsAssurance,
  givesSecondStep,
  type Assurance,
  type RequiredAssurance,
} from './provider-assurance.ts';

export type StepDone =
  /** A code from the telephone that is enrolled with us, or one from paper. */
  | { readonly by: 'telephone' }
  | ({ readonly by: 'provider' } & Assurance)
  /** Nothing in synthetic data is to be protected. */
  | { readonly by: 'demonstration' };

/** What the deployment takes for a second step today. */
export interface StepPolicy {
  /** `undefined` without a provider of identities. */
  readonly ofProvider: RequiredAssurance | undefined;
  readonly hasDemonstration: boolean;
}

export function isStepAccepted(
  step: StepDone | undefined,
  { ofProvider, hasDemonstration }: StepPolicy,
): boolean {
  switch (step?.by) {
    case undefined:
      return false;
    case 'telephone':
      return ofProvider === undefined || !demandsAssurance(ofProvider);
    case 'provider':
      return ofProvider !== undefined && givesSecondStep(step, ofProvider);
    case 'demonstration':
      return hasDemonstration;
  }
}
