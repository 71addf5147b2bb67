import type { FileSendTexts } from './file-send-zh-cn.ts';

export const fileSendEn: FileSendTexts = {
  heading: 'File',
  asking: 'Looking whether you are signed in …',
  unknown:
    'The server can’t be reached, so it is not known whether you are signed in. The draft stays on this computer.',
  again: 'Try again',
  signedOut:
    'To file, sign in first: it shows that you act for this agency. Afterwards you are back on this page, and the draft stays on this computer.',
  signIn: 'Sign in',
  notYours: (name) =>
    `You are signed in as “${name}”, but may not file for this agency. Sign in with the address that is registered for it, or ask the office in charge.`,
  otherPerson: 'Sign in as somebody else',
  as: (name, agency, year) => `Files the report of ${agency} for ${year}, as “${name}”.`,
  notReady:
    'Something is still to be corrected: filed now, the report would be returned, so it can’t be filed yet.',
  toLook: 'Back to the form',
  send: 'File',
  correction: {
    'in-force': (minute) =>
      `This is a correction: what was filed on ${minute} was accepted, and the new version takes its place.`,
    returned: (minute) => `This files again what was returned: the version of ${minute}.`,
  },
  changes: (n) => `Changed against that version: ${n}`,
  noChanges: 'It says exactly what that version says.',
  unseenBefore: 'That version can’t be read now, so the two can’t be compared.',
  more: (n) => `… and ${n} more.`,
  textChanged: 'the text was changed',
  none: '(nothing)',
  before: 'was',
  after: 'is now',
  preparing: 'Preparing …',
  sending: (percent) => `Sending, ${percent} %`,
  progress: 'How much has been sent',
  waiting: 'It has arrived and is being checked. Please wait …',
  failed: 'The network is gone, and nothing was filed. Nothing is lost: the draft stays on this computer.',
  late: 'The report has arrived, but its receipt is not there yet. Don’t file it again: in a few minutes the agency’s page shows the outcome.',
  agencyPage: 'The agency’s page',
  receipt: 'Receipt',
  outcome: {
    accepted: 'Accepted',
    returned: 'Returned',
  },
  fields: {
    agency: 'Agency',
    year: 'Year',
    outcome: 'Outcome',
    receivedAt: 'Received',
    by: 'Filed by',
    number: 'Number',
    sha256: 'Fingerprint (SHA-256)',
  },
  yearOf: (year) => String(year),
  chinaTime: (minute) => `${minute} (China time)`,
  findings: 'What the check found',
  nothingFound: 'Nothing was found.',
  next: {
    done: 'The report is accepted, and nothing is left to be done. The draft was removed from this computer.',
    explain: (n) =>
      `The report is accepted; warnings without an explanation: ${n}. Correct what can be corrected and file again; where it is indeed so, say why.`,
    returned:
      'The report was not taken in. Correct what is listed below and file it again. The draft stays on this computer, and what was accepted before stays as it is.',
    toExplain: 'Write the explanations',
    toLook: 'Back to the form',
  },
  print: 'Print the receipt',
  severities: { error: 'Error', warning: 'Warning', info: 'Note' },
};
