/** Where an office acts on an agency's year: a page for the signed-in alone. */
export const officeAgencyPath = (id: string, year: number): string => `/office/agencies/${id}/years/${year}`;
