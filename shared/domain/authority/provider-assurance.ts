/** How sure a provider of identities is of somebody, and whether that is enough for an office. */

/** What a provider says of how somebody signed in there: its class (`acr`) and the methods used (`amr`). */
export interface Assurance {
  readonly acr?: string | undefined;
  readonly amr: readonly string[];
}

/** What an office's or operator's sign-in must show: one of the classes, or one of the methods. */
export interface RequiredAssurance {
  readonly acr: readonly string[];
  readonly amr: readonly string[];
}

/** Whether anything is demanded of the provider; where nothing is, the second step is our own. */
export const demandsAssurance = ({ acr, amr }: RequiredAssurance): boolean => acr.length + amr.length > 0;

/** Whether the provider has seen a second factor. Where nothing is demanded, nothing that it says counts as one. */
export const givesSecondStep = (said: Assurance, required: RequiredAssurance): boolean =>
  (said.acr !== undefined && required.acr.includes(said.acr)) ||
  said.amr.some((method) => required.amr.includes(method));
