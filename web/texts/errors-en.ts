/** What was wrong with a request, in English. */
import { writeStretch } from '../../shared/domain/basics/stretch.ts';
import type { ErrorTexts } from './errors-zh-cn.ts';

export const errorsEn: ErrorTexts = {
  notFound: 'There is no such page',
  badRequest: 'Something in the address is not right',
  tooLarge: 'The document is too large',
  failed: 'Something failed',
  failedText:
    'The figures could not be read this time; that does not mean they are zero. Please try again later; if it persists, tell the operator the id below.',
  requestId: 'Id',
  home: 'To the start page',
  nearest: (name) => `Did you mean ${name}?`,
  regionUnknown: (code) => `There is no region with code ${code}.`,
  agencyUnknown: (id) => `The roster has no agency with id ${id}.`,
  yearUnknown: (year, from, to) =>
    to < from
      ? `There are no reports for ${year}: at the instant asked for, ${from}, the first year with reports, had not ended.`
      : `There are no reports for ${year}; see ${writeStretch(from, to, ' to ')}.`,
  parameterUnknown: ({ name, meant, known }) =>
    `“${name}” is not a parameter of this address.${meant === undefined ? '' : ` Did you mean “${meant}”?`} It takes: ${known.join(', ')}.`,
  submissionUnknown: 'There is no such submission.',
  documentKept: 'It is not given: its text is not shown, or it was not accepted.',
  tooWide: (most) =>
    `This is told of regions that at most ${most} regions lie within: ask for one of those below.`,
  choiceMalformed: (choices) => `It must be one of ${choices}.`,
  rankMalformed: 'It must be a positive whole number.',
  noPair: {
    'unknown-version':
      'A version to be compared is not among this agency’s submissions of the year. Choose it from the history.',
    'no-two-versions': 'There are no two versions of this year to compare.',
  },
  yearMalformed: 'A year has four digits, for example 2024.',
  codeMalformed: 'A region’s code has six digits (GB/T 2260), for example 450200.',
  idMalformed: 'An agency’s id has 2 to 63 lower-case letters, digits and hyphens.',
  oneOf: (name, values) => `${name} must be one of: ${values.join(', ')}.`,
  pageMalformed: 'page must be a whole number from 1.',
  rangeMalformed: '“from” must not be later than “to”.',
  asOfMalformed:
    'asOf is a date, for example 2025-03-01 (its end, 24:00 in China), or a date and time with its zone, for example 2025-03-01T00:00+08:00; in an address the plus sign may be written %2B.',
  sinceMalformed:
    'since is yesterday (08:00 of the day before), monday (08:00 of the last one), a date (its beginning) or a date and time, for example 2026-01-20T08:00; without a zone it is China time. 1 May 2008 is the earliest.',
  sinceLater: 'since must not be later than the instant that is shown.',
  tooManyForWorkbook: (n) =>
    `A workbook has ${n} agencies at most. Take the list of all as CSV (its column “Change” says which changed), or narrow it by list, kind or district first.`,
  toldByDay: (day) =>
    `Regions with others below are told by day: see the end of ${day}. Offices of a city that are signed in may ask for an instant: /api/v1/office/regions/{code}/years/{year}?asOf=….`,
  noSummaryThen:
    'This region has too many agencies: how they stood in the past is shown as it was summarised then, and there is no summary of then to be shown.',
  noSummaryYet:
    'This region has too many agencies: who has filed is shown as it was summarised, and there is no summary to be shown yet. Regions below it can be seen already.',
  tooManyToSort:
    'sort: this region has too many agencies, whose lists are in the order of urgency alone. For another order see a region below it, or take the CSV along and sort that.',
  toldByPart:
    'This region has too many agencies: the list of a region below it is on that region’s own page.',
  toldByStream: 'This region has too many agencies: the file is sent while it is read, from this address.',
  notYet: 'Not there yet',
  dayNotKept:
    'The totals of this day are not kept yet: the night makes them. Until then see the day before, or how things stand now.',
  tooManyReplayed:
    'The past is told from what every agency filed, and there are too many here: choose a region below, fewer agencies, or how things stand now.',
  asOfFuture: 'asOf must not lie in the future: nothing is known of it yet.',
  method: 'That cannot be done at this address',
  methodNotAllowed: (method, allowed) => `${method} is not possible here; ${allowed} is.`,
  kind: 'A document of this kind is not read',
  notJson:
    'Send the report’s JSON as it is, as application/json; not packed, and not within a form (with curl: --data-binary @report.json).',
  listUnknown: (names) => `“list” is one of ${names.join(', ')}.`,
  limitMalformed: (most) => `“limit” is a whole number from 1 to ${most}.`,
  cursorMalformed:
    '“cursor” is taken from the answer before: its page.next, or the address in its Link header.',
  cursorWithoutLimit: '“cursor” needs “limit” beside it, as in the Link header of the answer before.',
  documentTooLarge: 'A report has at most 1 MiB.',
  noConnection: 'This system does not publish where documents are uploaded.',
  noSuchPath: 'There is no such address.',
  kindUnknown: (kinds) => `kind is one of ${kinds}.`,
  tableUnknown: 'This page has no such table.',
  datasetUnknown: (known) => `“dataset” is one of ${known}, or several with commas.`,
  datasetInTotals: 'Only the list of agencies is told by dataset.',
  noSuchPart: (parts) =>
    `The archive has no such part${parts.length > 0 ? `; the region is in ${parts.join(', ')}` : ''}.`,
  sumsNotMade:
    'Departments are added up every night, and have not been yet: come back after the next, or ask for a region below.',
  archiveNotMade: 'It is made every night, and has not been made yet.',
  archiveWhole: 'For some years alone, take CSV.',
};
