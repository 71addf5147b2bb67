import type { RouteRules } from '../http/route-rule.ts';

export const ACCOUNT_RULES: RouteRules = {
  'GET /account/sign-in': 'public',
  'POST /account/mail': 'public',
  'GET /account/asked': 'public',
  'GET /account/link': 'public',
  'POST /account/link': 'public',
  'POST /account/demonstration': 'public',
  'GET /account/openid': 'public',
  'GET /account/openid/return': 'public',
  'GET /account/second-step': 'signed-in',
  'POST /account/second-step': 'signed-in',
  'POST /account/second-step/enrol': 'signed-in',
  'POST /account/second-step/codes': 'signed-in',
  'POST /account/second-step/forget': 'signed-in',
  // Whoever is signed out already has what they want.
  'POST /account/sign-out': 'public',
  'GET /account/sessions': 'signed-in',
  'POST /account/sessions/end': 'signed-in',
  'POST /account/sign-out-everywhere': 'signed-in',
  'GET /account/credentials': 'signed-in',
  'POST /account/credentials': 'make-credential',
  'POST /account/credentials/code': 'signed-in',
  'POST /account/credentials/token': 'signed-in',
  'POST /account/credentials/revoke': 'signed-in',
  'GET /mailbox': 'public',
};
