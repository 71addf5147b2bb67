import type { RouteRules } from '../http/route-rule.ts';

export const OFFICE_RULES: RouteRules = {
  // Who nobody is, is told so.
  'GET /office/me': 'public',
  'POST /office/tickets': 'file',
  'GET /office/agencies/:agency/years/:year{[0-9]{4}}': 'see-notes',
  // Which act it is stands in what is sent: each asks for a right of its own.
  'POST /office/agencies/:agency/years/:year{[0-9]{4}}': 'see-notes',
  // Notes, and who did what, are told to offices alone.
  'GET /api/v1/agencies/:id/years/:year{[0-9]{4}}/acts': 'see-contacts',
  'POST /api/v1/agencies/:id/years/:year{[0-9]{4}}/acts': 'see-notes',
  // Whom, and on what, stands in what is sent: each of them is asked for.
  'GET /office/reminders': 'remind',
  'POST /office/reminders': 'remind',
  'GET /office/agencies/:agency/years/:year{[0-9]{4}}/extension': 'extend',
  'POST /office/agencies/:agency/years/:year{[0-9]{4}}/extension': 'extend',
  'GET /office/regions/:code/years/:year{[0-9]{4}}/extension': 'extend',
  'POST /office/regions/:code/years/:year{[0-9]{4}}/extension': 'extend',
  'GET /office/agencies/:agency/years/:year{[0-9]{4}}/publication': 'record-publication',
  'POST /office/agencies/:agency/years/:year{[0-9]{4}}/publication': 'record-publication',
  'GET /office/agencies/:agency/years/:year{[0-9]{4}}/publication/:record': 'record-publication',
  'GET /office/agencies/:agency': 'edit-roster',
  'POST /office/agencies/:agency': 'edit-roster',
  'GET /office/agencies/:agency/merger': 'edit-roster',
  'POST /office/agencies/:agency/merger': 'edit-roster',
  'GET /api/v1/office/regions/:code/years/:year{[0-9]{4}}': 'see-desk',
  'POST /api/v1/office/roster': 'edit-roster',
  'POST /api/v1/office/mergers': 'edit-roster',
  'POST /api/v1/office/reminders': 'remind',
  'POST /api/v1/office/extensions': 'extend',
  'POST /api/v1/office/publications': 'record-publication',
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
