import type { RouteRules } from '../http/route-rule.ts';

export const OFFICE_RULES: RouteRules = {
  // Who nobody is, is told so.
  'GET /office/me': 'public',
  'POST /office/tickets': 'file',
  'GET /office/receipts/:agency/:year{[0-9]{4}}/:submission': 'file',
  'GET /audit': 'see-audit',
  'POST /audit/export': 'see-audit',
};
