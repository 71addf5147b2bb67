/** Addresses of signing in, and of what offices do. */
export const SIGN_IN_PATH = '/account/sign-in';
export const SESSIONS_PATH = '/account/sessions';
export const CREDENTIALS_PATH = '/account/credentials';
export const MAILBOX_PATH = '/mailbox';
export const GRANTS_PATH = '/account/grants';
export const AUDIT_PATH = '/audit';
