/** The English words of the second step, and of signing in by a provider of identities. */
import type { IdentityTexts } from './identity-zh-cn.ts';

export const identityEn: IdentityTexts = {
  provider: {
    heading: 'Sign in with your organisation',
    text: 'You sign in with your organisation and come back here by yourself.',
    button: (name) => `Sign in with ${name}`,
    unnamed: 'your organisation',
    again: 'Sign in again',
    stillThere: 'You are still signed in with your organisation; on a shared computer leave there, too:',
    leave: (name) => `Sign out of ${name}`,
    refusedHeading: 'You are not signed in',
    refused: {
      'other-browser': 'Signing in has to end in the browser in which it began. Please begin anew.',
      'not-pending': 'This sign-in was used already, or took longer than 10 minutes. Please begin anew.',
      denied: 'Your organisation did not let you in, or you broke it off.',
      'wrong-answer':
        'What your organisation answered does not fit, and nobody was signed in. Please begin anew; if it stays so, tell the operator of this system.',
      'no-mail': 'Your organisation does not tell your work address. Please ask whoever runs its sign-in.',
      'mail-unverified': 'Your address is not verified with your organisation yet. Please verify it there.',
      'no-grant': (mail) =>
        `${mail} stands neither in the roster of agencies nor in the list of officers. Please ask the office in charge to enter it.`,
      'too-weak':
        'Offices have to sign in more strongly with their organisation, by a certificate or a code for example; this time it was not so.',
    },
    awayHeading: 'Your organisation does not answer',
    away: 'Please try again later. Public figures are not touched by it.',
  },
  secondStep: {
    heading: 'Second step',
    why: 'Offices and operators see and change what is other agencies’: beside the first step they type a code from their telephone.',
    enrolHeading: 'Enrol your telephone',
    steps: [
      'Install an authenticator on your telephone, such as FreeOTP, Microsoft Authenticator or Tencent’s.',
      'Scan the code below with it, or type the secret.',
      'Type the 6 digits that the telephone shows.',
    ],
    qr: 'The code that an authenticator scans',
    secret: 'Secret',
    code: '6 digits',
    enrol: 'Enrol',
    ask: 'Type the 6 digits that the authenticator on your telephone shows. Without your telephone, type one of your recovery codes.',
    codeOrPaper: '6 digits or a recovery code',
    confirm: 'Confirm',
    wrong:
      'This code is wrong, or was used already. Wait until the telephone shows another one; its clock has to be right.',
    locked: (until) => `Too many wrong codes in a row. Try again after ${until} China time.`,
    codesHeading: 'Recovery codes',
    codesText:
      'When your telephone is lost or replaced, sign in with one of these; each works once. Print them or write them down now and keep them safe: nobody sees them again after this page.',
    codesFor: (mail, day) => `Recovery codes of ${mail}, made on ${day}`,
    done: 'They are kept safe: go on',
    doneHeading: 'The second step is done',
    left: (count) =>
      `A telephone is enrolled; ${count} recovery ${count === 1 ? 'code is' : 'codes are'} left.`,
    few: 'Few recovery codes are left: please make new ones.',
    renewHeading: 'New recovery codes',
    renewText: 'Ten new ones are made; those that are left do not work any more.',
    renew: 'Make new recovery codes',
    forgetHeading: 'Another telephone',
    forgetText: 'Enrol another one. The old one and the recovery codes do not work any more.',
    forget: 'Change telephones',
    waiting: 'What was granted to you as an office holds once the second step is done.',
    go: 'Go to the second step',
    manage: 'Second step: telephone and recovery codes',
  },
};
