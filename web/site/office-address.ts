/** Where an office acts: pages for the signed-in alone. */
export const DESK_PATH = '/desk';
/** Where the region's office works: who is signed in is asked there, never where the link stands. */
export const deskPath = (code: string): string => `${DESK_PATH}?region=${code}`;
export const LEDGER_PATH = '/desk/rectifications';
/** Where an office acts on an agency's year. */
export const officeAgencyPath = (id: string, year: number): string => `/office/agencies/${id}/years/${year}`;
export const extensionPath = (id: string, year: number): string => `${officeAgencyPath(id, year)}/extension`;
export const regionExtensionPath = (code: string, year: number): string =>
  `/office/regions/${code}/years/${year}/extension`;
export const publicationFormPath = (id: string, year: number): string =>
  `${officeAgencyPath(id, year)}/publication`;
/** What the roster says of an agency. */
export const officeRosterPath = (id: string): string => `/office/agencies/${id}`;
export const mergerPath = (id: string): string => `${officeRosterPath(id)}/merger`;
export const REMINDERS_PATH = '/office/reminders';
export const remindersPath = (on: readonly string[]): string =>
  `${REMINDERS_PATH}?${on.map((one) => `on=${one}`).join('&')}`;
/** As the form names an agency's year. */
export const nameReminded = (agency: string, year: number): string => `${agency}/${year}`;
