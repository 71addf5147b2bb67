/** Whose report for which year: told by the key that a report is uploaded to. */
export interface Place {
  readonly district: string;
  readonly agencyId: string;
  readonly year: number;
}
/** An agency's id in the roster. */
export const AGENCY_ID = /^[a-z0-9][a-z0-9-]{1,62}$/;
