/** The English words of signing in. */
import type { AccountTexts } from './account-zh-cn.ts';

export const accountEn: AccountTexts = {
  signIn: 'Sign in',
  signInIntro:
    'Clerks of agencies and offices sign in to file, return and more. Public figures need no signing in.',
  signedInAs: (name, mail) => `You are signed in: ${name} (${mail}).`,
  goOn: 'Go on',
  left: 'You are signed out.',
  closed:
    'Nobody can sign in here yet: an operator has to state the site’s address and who its mails are from.',
  mail: {
    heading: 'Sign in by a link in a mail',
    label: 'Work address',
    hint: 'The address in the roster of agencies or in the list of officers. The link holds for 15 minutes and works once; open it in this browser.',
    button: 'Send the link',
    invalid: 'This is no mail address; write it as zwgk@example.gov.cn.',
  },
  asked: {
    heading: 'Look into your mailbox',
    text: 'If the address stands in the roster of agencies or in the list of officers, a link is on its way; mostly it takes less than a minute. Open it in this browser.',
    nothing:
      'Nothing came? Look among the junk; where the address is not listed, ask the office in charge. At most 5 mails are sent in 15 minutes.',
    mailbox: 'This machine’s mails are here',
    again: 'Another address',
  },
  link: {
    heading: 'Sign in',
    text: 'Press the button to sign in.',
    button: 'Sign in',
    refusedHeading: 'This link does not work any more',
    refused:
      'A link works once, for 15 minutes, and in the browser that asked for it. Please ask for another one.',
    again: 'Ask for another link',
  },
  demonstration: {
    heading: 'Persons of the demonstration',
    text: 'These are synthetic data: choose a person and you are signed in as them.',
    button: (name) => `Sign in as ${name}`,
  },
  sessions: {
    heading: 'Where you are signed in',
    grants: 'What was granted to you',
    agency: (name) => `${name}: clerk of the agency`,
    oversight: (region) => `Region ${region} and all below: office in charge`,
    operator: 'Operator of the system',
    list: 'Sessions',
    listText: 'These sessions of your address hold now. End those that you do not know at once.',
    browser: 'Browser',
    since: 'Signed in',
    usedAt: 'Last used',
    ends: 'Ends',
    here: 'this browser',
    end: 'End',
    endOf: (browser, since) => `End the session of ${since} in ${browser}`,
    unknownBrowser: 'another browser',
    signOut: 'Sign out',
    everywhere: 'Sign out everywhere',
  },
  mailbox: {
    heading: 'This machine’s mailbox',
    text: 'No mail server is set up: mails lie in the folder of the data, and the newest of them are shown here. Only this machine can open the page.',
    none: 'There are no mails yet.',
    to: (address) => `To: ${address}`,
  },
  errors: {
    otherOrigin: 'Nothing was done',
    otherOriginText:
      'The request did not come from a page of this site, and nothing was done. Go back to the page and try again.',
    tooMany: 'Please try again later',
    tooManyText: 'Your network asked for too many links in a short time; please try again in ten minutes.',
    bad: 'Bad request',
    badText:
      'Something is missing in the request, or wrong. Go back to the page of signing in and try again.',
    tooLargeText: 'The request is too large. Go back to the page of signing in and try again.',
  },
};
