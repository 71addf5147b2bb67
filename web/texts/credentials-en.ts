/** The English words of credentials for programs. */
import type { CredentialsTexts } from './credentials-zh-cn.ts';

export const credentialsEn: CredentialsTexts = {
  heading: 'Credentials for programs',
  intro:
    'A program such as your office system files by a credential, without signing in as you. Each one files for one agency or region only, ends on a day, can be revoked at any time, and ends when you may not file there any more.',
  link: 'Credentials for programs that file',
  more: 'How programs file',
  make: {
    heading: 'Make a credential',
    name: 'Name',
    nameHint:
      'Who has it, such as “office system of the education bureau”. Receipts and the audit trail tell it.',
    scope: 'For',
    agency: (name) => name,
    region: (code) => `all agencies of region ${code} and below`,
    narrower: 'Only one agency or region of these (optional)',
    narrowerHint: 'An agency’s id, such as 450205-jyj, or a region’s code of six digits.',
    until: 'Last day',
    untilHint: (last) => `${last} at the latest.`,
    button: 'Make it',
    none: 'You may file for no agency, and so make no credential.',
    awaits: 'An office makes credentials after the second step of signing in.',
    go: 'Do the second step',
    wrong: {
      name: 'Give it a name of at most 60 characters.',
      scope: 'Choose which agency or region it is for.',
      narrower: 'The roster has no such agency, or it does not lie in the region that you chose.',
      until: (first, last) => `Give a day from ${first} to ${last}.`,
    },
  },
  made: {
    heading: 'Login code',
    text: (name) =>
      `The credential “${name}” is made. On the computer that is to use it, run this command and type the login code:`,
    codeLabel: 'Login code',
    until: (minute) => `The code works once, until ${minute} (China time), and is shown here this once.`,
    otherHeading: 'Programs other than Gouji’s command line',
    otherText:
      'Other programs can’t use the code: put the token itself into their settings. It is shown once; the code above does not work any more then.',
    show: 'Show the token',
    back: 'Back to the credentials',
  },
  token: {
    heading: 'Token',
    text: (name) =>
      `The token of the credential “${name}”. Copy it into the program’s settings now: it is not shown again.`,
    label: 'Token',
    keep: 'Keep it as you keep a password: not in mails, chats or code. Where it leaked, revoke the credential and make another one.',
    useHeading: 'How it is used',
    use: 'The program exchanges it for temporary S3 credentials that hold up to an hour, and uploads with any S3 client:',
    agencyPlaceholder: 'AGENCY',
  },
  list: {
    heading: 'Credentials',
    text: 'Those that you made, and those for the agencies and regions that you are in charge of. Revoke what you do not know or need no more.',
    none: 'There are no credentials yet.',
    cut: (shown) => `There are too many: ${shown} are listed.`,
    name: 'Name',
    scope: 'For',
    by: 'Made by',
    madeAt: 'Made',
    usedAt: 'Last used',
    until: 'Ends',
    state: 'State',
    never: 'never',
    region: (code) => `region ${code} and below`,
    states: {
      active: 'in use',
      unclaimed: 'awaits login',
      expired: 'expired',
      revoked: 'revoked',
    },
    revoke: 'Revoke',
    revokeNamed: (name) => `Revoke the credential “${name}”`,
    code: 'New login code',
    codeNamed: (name) => `A new login code for the credential “${name}”`,
  },
  refused: {
    heading: 'Nothing was done',
    gone: 'The credential is in use already, has ended or was revoked, or is not yours. Make another one where you need it.',
    tooMany: 'Too many credentials or codes were made in a short time. Please try again in an hour.',
  },
};
