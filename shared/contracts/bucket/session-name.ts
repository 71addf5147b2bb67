/**
 * The name of the session in which a program files. S3 tells it with each event; it has room for 64 characters of a few
 * kinds (STS's RoleSessionName), so it names a record in the table that says who it is.
 */
export const spellSessionName = (recordId: string): string => `gj.${recordId}`;

const SESSION_NAME = /:gj\.([A-Za-z0-9_-]{22,61})$/;

/** The record that the session's name names; `undefined` where the credentials are no session of ours. */
export const readSessionName = (principalId: string | undefined): string | undefined =>
  SESSION_NAME.exec(principalId ?? '')?.[1];
