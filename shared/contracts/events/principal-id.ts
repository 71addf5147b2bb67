/** Who uploaded, as an event of S3 tells it: `AWS:<id of the role>:<name of the session>` where a role was assumed. */
const ASSUMED_ROLE = /^AWS:(AROA[A-Z0-9]+):([\w+=,.@-]{2,64})$/;

/** The name of the session; `undefined` where whoever uploaded had credentials that don't expire. */
export const readSessionName = (principalId: string): string | undefined =>
  ASSUMED_ROLE.exec(principalId)?.[2];
