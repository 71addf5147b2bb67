/** Requests a second that the doors let through, for all callers together. */

/** Documents to be checked, by anybody. */
export const POST_RATE = 50;
/** What the signed-in ask: who files waits for the receipt with a few requests. */
export const OFFICE_RATE = 500;
/** And the pages of signing in: in January's second half a nation's clerks are some thousands an hour. */
export const ACCOUNT_RATE = 50;
/** Pages and the API where nothing before the functions keeps answers. */
export const READ_RATE = 2000;
