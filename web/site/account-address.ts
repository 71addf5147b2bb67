/** Addresses of signing in. */
export const SIGN_IN_PATH = '/account/sign-in';
export const SESSIONS_PATH = '/account/sessions';
export const CREDENTIALS_PATH = '/account/credentials';
export const MAILBOX_PATH = '/mailbox';
