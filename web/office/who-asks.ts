/** Who asks, and whether that person may do what is asked. */
import { may, type Act, type On } from '../../shared/domain/authority/may.ts';
import type { Principal } from '../../shared/domain/authority/principal.ts';
import { OfficeRefusal, RightRefusal } from './office-problem.ts';
import type { OfficeContext } from './ports.ts';

/** No route that is not public is reached by nobody. */
export function whoAsks(c: OfficeContext): Principal {
  const signedIn = c.get('signedIn');
  if (!signedIn) throw new OfficeRefusal('signed-out');
  return signedIn.principal;
}

/** Refuses whoever may not; an office that has not done its second step is told so. */
export function demandMay(c: OfficeContext, act: Act, on: On): Principal {
  const principal = whoAsks(c);
  if (may(principal, act, on)) return principal;
  throw new RightRefusal(c.get('signedIn')?.awaitsSecondStep ? 'second-step' : 'not-allowed', act, on);
}
