/** Addresses of offices' pages. */
export const DESK_PATH = '/desk';
export const LEDGER_PATH = '/desk/rectifications';
/** Where an office acts on an agency's year. */
export const officeAgencyPath = (agency: string, year: number): string =>
  `/office/agencies/${agency}/years/${year}`;
