/** Whose report for which year: told by the key that a report is uploaded to. */
export interface Place {
  readonly district: string;
  readonly agencyId: string;
  readonly year: number;
}
/** An agency's id in the roster. */
export const AGENCY_ID = /^[a-z0-9][a-z0-9-]{1,62}$/;

/** What says of which agency it is with more than the id: an agency-year, its facts, a document. */
interface Placed {
  readonly district: string;
  readonly agency: { readonly id: string };
  readonly year: number;
}

export const readPlace = ({ district, agency, year }: Placed): Place => ({
  district,
  agencyId: agency.id,
  year,
});
