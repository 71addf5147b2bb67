import type { RouteRules } from '../http/route-rule.ts';

export const OFFICE_RULES: RouteRules = {
  // Who nobody is, is told so.
  'GET /office/me': 'public',
  'POST /office/tickets': 'file',
  'GET /office/receipts/:agency/:year{[0-9]{4}}/:submission': 'file',
  'GET /audit': 'see-audit',
  'POST /audit/export': 'see-audit',
  'POST /api/v1/login': 'program',
  'POST /api/v1/agencies/:id/upload-credentials': 'program',
  'GET /desk': 'see-desk',
  'GET /desk/:file{list\\.(csv|xlsx)}': 'see-desk',
  'GET /desk/rectifications': 'see-desk',
  'GET /desk/:file{rectifications\\.(csv|xlsx)}': 'see-desk',
  // What may be done about which agency is asked for each of them.
  'POST /desk/preview': 'see-desk',
  'POST /desk/acts': 'see-desk',
};
