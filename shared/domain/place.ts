/** Whose report for which year: told by the key that a report is uploaded to. */
export interface Place {
  readonly district: string;
  readonly agencyId: string;
  readonly year: number;
}
