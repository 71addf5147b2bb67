/** Addresses of offices' pages. */
export const DESK_PATH = '/desk';
/** Where the region's office works: who is signed in is asked there, never where the link stands. */
export const deskPath = (code: string): string => `${DESK_PATH}?region=${code}`;
export const LEDGER_PATH = '/desk/rectifications';
/** Where an office acts on an agency's year. */
export const officeAgencyPath = (agency: string, year: number): string =>
  `/office/agencies/${agency}/years/${year}`;
