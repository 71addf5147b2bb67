/**
 * What every route of the account and office functions answers to everybody who asks for what is agency A's: a route without a row
 * fails `every-route.test.ts`. Add a row with what is asked, and what each role is answered, in the order of `ROLES`.
 */
export const ROLES = [
  'nobody',
  'a clerk of A',
  'a clerk of B',
  'the office of A’s district',
  'the office of another district',
  'the office of the city',
  'an operator',
  'the office of A’s district without its second step',
] as const;

export interface Ask {
  readonly path: string;
  /** A form's fields, or JSON; none with GET. */
  readonly form?: readonly (readonly [string, string])[];
  readonly json?: unknown;
}

/** What is there to be asked for. */
export interface AsksFor {
  readonly agency: string;
  readonly district: string;
  readonly year: number;
  /** A submission of A's that was received. */
  readonly submission: string;
  /** A session of A's clerk, by its hash. */
  readonly session: string;
  readonly sha256: string;
}

type Row = readonly [ask: (things: AsksFor) => Ask, answers: readonly number[]];

const PUBLIC = (status: number): readonly number[] => ROLES.map(() => status);
/** Whoever is nobody is led to signing in, and everybody else sees their own. */
const OWN = (status: number): readonly number[] => ROLES.map((role) => (role === 'nobody' ? 303 : status));

const deskForm = ({ district, agency, year }: AsksFor, more: readonly (readonly [string, string])[]) => [
  ...(
    [
      ['region', district],
      ['year', String(year)],
      ['act', 'note'],
      ['why', '电话联系过'],
      ['row', `${district} ${agency}`],
    ] as const
  ).filter(([name]) => !more.some(([other]) => other === name)),
  ...more,
];
/** An operator sees every desk, and notes nothing: the acts that were done say so. */
const DESKS: readonly number[] = [401, 403, 403, 200, 403, 200, 200, 403];

/** Acts that offices alone do. */
const OFFICES = (status: number): readonly number[] => [401, 403, 403, status, 403, status, 403, 403];
/** And an operator. */
const EDITORS = (status: number): readonly number[] => [401, 403, 403, status, 403, status, status, 403];
/** What says nothing of any agency is refused as such, before it is asked whose it would be. */
const SIGNED_IN = (status: number): readonly number[] =>
  ROLES.map((role) => (role === 'nobody' ? 401 : status));

export const ROUTE_ANSWERS: Readonly<Record<string, Row>> = {
  'GET /account/sign-in': [() => ({ path: '/account/sign-in' }), PUBLIC(200)],
  'POST /account/mail': [
    () => ({ path: '/account/mail', form: [['mail', 'a@liubei.example.cn']] }),
    PUBLIC(303),
  ],
  'GET /account/asked': [() => ({ path: '/account/asked' }), PUBLIC(200)],
  'GET /account/link': [() => ({ path: `/account/link?token=${'x'.repeat(43)}` }), PUBLIC(400)],
  'POST /account/link': [() => ({ path: '/account/link', form: [['token', 'x'.repeat(43)]] }), PUBLIC(400)],
  'POST /account/demonstration': [
    () => ({ path: '/account/demonstration', form: [['person', 'a@liubei.example.cn']] }),
    PUBLIC(400),
  ],
  'GET /account/openid': [() => ({ path: '/account/openid' }), PUBLIC(503)],
  'GET /account/openid/return': [() => ({ path: '/account/openid/return?code=x&state=y' }), PUBLIC(400)],
  // Whoever has no second step to do is led away from it.
  'GET /account/second-step': [
    () => ({ path: '/account/second-step' }),
    [303, 303, 303, 303, 303, 303, 303, 200],
  ],
  'POST /account/second-step': [
    () => ({ path: '/account/second-step', form: [['code', '000000']] }),
    PUBLIC(303),
  ],
  'POST /account/second-step/enrol': [
    () => ({ path: '/account/second-step/enrol', form: [['code', '000000']] }),
    [303, 303, 303, 303, 303, 303, 303, 400],
  ],
  'POST /account/second-step/codes': [
    () => ({ path: '/account/second-step/codes', form: [['code', '000000']] }),
    PUBLIC(303),
  ],
  'POST /account/second-step/forget': [
    () => ({ path: '/account/second-step/forget', form: [['code', '000000']] }),
    PUBLIC(303),
  ],
  'POST /account/sign-out': [() => ({ path: '/account/sign-out', form: [] }), PUBLIC(303)],
  'GET /account/sessions': [() => ({ path: '/account/sessions' }), OWN(200)],
  // Another person's is none of one's own.
  'POST /account/sessions/end': [
    ({ session }) => ({ path: '/account/sessions/end', form: [['session', session]] }),
    [303, 303, 400, 400, 400, 400, 400, 400],
  ],
  'POST /account/sign-out-everywhere': [() => ({ path: '/account/sign-out-everywhere', form: [] }), OWN(303)],
  'GET /mailbox': [() => ({ path: '/mailbox' }), PUBLIC(200)],

  'GET /office/me': [({ agency }) => ({ path: `/office/me?agency=${agency}` }), PUBLIC(200)],
  'POST /office/tickets': [
    ({ agency, year, sha256 }) => ({ path: '/office/tickets', json: { agency, year, sha256, size: 10 } }),
    [401, 201, 403, 201, 403, 201, 403, 403],
  ],
  'GET /office/receipts/:agency/:year{[0-9]{4}}/:submission': [
    ({ agency, year, submission }) => ({
      path: `/office/receipts/${agency}/${year}/${encodeURIComponent(submission)}`,
    }),
    [401, 200, 403, 200, 403, 200, 403, 403],
  ],
  'GET /desk': [({ district, year }) => ({ path: `/desk?region=${district}&year=${year}` }), DESKS],
  'GET /desk/:file{list\\.(csv|xlsx)}': [
    ({ district, year }) => ({ path: `/desk/list.csv?region=${district}&year=${year}` }),
    DESKS,
  ],
  'GET /desk/rectifications': [
    ({ district, year }) => ({ path: `/desk/rectifications?region=${district}&year=${year}` }),
    DESKS,
  ],
  'GET /desk/:file{rectifications\\.(csv|xlsx)}': [
    ({ district, year }) => ({ path: `/desk/rectifications.csv?region=${district}&year=${year}` }),
    DESKS,
  ],
  'POST /desk/preview': [(things) => ({ path: '/desk/preview', form: deskForm(things, []) }), DESKS],
  'POST /desk/acts': [
    (things) => ({
      path: '/desk/acts',
      form: deskForm(things, [['row', `${crypto.randomUUID()} - ${things.district} ${things.agency}`]]),
    }),
    DESKS,
  ],

  // What a program asks is answered by its token; a session is nobody's there.
  'POST /api/v1/login': [() => ({ path: '/api/v1/login', json: { code: 'none' } }), PUBLIC(501)],
  'POST /api/v1/agencies/:id/upload-credentials': [
    ({ agency }) => ({ path: `/api/v1/agencies/${agency}/upload-credentials`, json: {} }),
    PUBLIC(501),
  ],
  'GET /office/agencies/:agency/years/:year{[0-9]{4}}': [
    ({ agency, year }) => ({ path: `/office/agencies/${agency}/years/${year}` }),
    OFFICES(200),
  ],
  'POST /office/agencies/:agency/years/:year{[0-9]{4}}': [
    ({ agency, year }) => ({ path: `/office/agencies/${agency}/years/${year}`, form: [] }),
    OFFICES(400),
  ],
  'GET /office/agencies/:agency/years/:year{[0-9]{4}}/extension': [
    ({ agency, year }) => ({ path: `/office/agencies/${agency}/years/${year}/extension` }),
    OFFICES(200),
  ],
  'POST /office/agencies/:agency/years/:year{[0-9]{4}}/extension': [
    ({ agency, year }) => ({ path: `/office/agencies/${agency}/years/${year}/extension`, form: [] }),
    OFFICES(422),
  ],
  'GET /office/agencies/:agency/years/:year{[0-9]{4}}/publication': [
    ({ agency, year }) => ({ path: `/office/agencies/${agency}/years/${year}/publication` }),
    EDITORS(200),
  ],
  'POST /office/agencies/:agency/years/:year{[0-9]{4}}/publication': [
    ({ agency, year }) => ({ path: `/office/agencies/${agency}/years/${year}/publication`, form: [] }),
    EDITORS(422),
  ],
  'GET /office/agencies/:agency/years/:year{[0-9]{4}}/publication/:record': [
    ({ agency, year }) => ({ path: `/office/agencies/${agency}/years/${year}/publication/none` }),
    EDITORS(200),
  ],
  'GET /office/reminders': [
    ({ agency, year }) => ({ path: `/office/reminders?on=${agency}/${year}` }),
    OFFICES(200),
  ],
  'GET /office/regions/:code/years/:year{[0-9]{4}}/extension': [
    ({ district, year }) => ({ path: `/office/regions/${district}/years/${year}/extension` }),
    OFFICES(200),
  ],
  'GET /office/agencies/:agency': [({ agency }) => ({ path: `/office/agencies/${agency}` }), EDITORS(200)],
  'GET /office/agencies/:agency/merger': [
    ({ agency }) => ({ path: `/office/agencies/${agency}/merger` }),
    EDITORS(200),
  ],
  'POST /office/reminders': [
    ({ district, year }) => ({ path: `/office/reminders?region=${district}&year=${year}`, form: [] }),
    SIGNED_IN(422),
  ],
  'POST /office/regions/:code/years/:year{[0-9]{4}}/extension': [
    ({ district, year }) => ({ path: `/office/regions/${district}/years/${year}/extension`, form: [] }),
    OFFICES(422),
  ],
  'POST /office/agencies/:agency': [
    ({ agency }) => ({ path: `/office/agencies/${agency}`, form: [] }),
    EDITORS(422),
  ],
  'POST /office/agencies/:agency/merger': [
    ({ agency }) => ({ path: `/office/agencies/${agency}/merger`, form: [] }),
    EDITORS(422),
  ],
  'GET /api/v1/agencies/:agency/years/:year{[0-9]{4}}/acts': [
    ({ agency, year }) => ({ path: `/api/v1/agencies/${agency}/years/${year}/acts` }),
    [401, 200, 403, 200, 403, 200, 200, 403],
  ],
  'POST /api/v1/agencies/:agency/years/:year{[0-9]{4}}/acts': [
    ({ agency, year }) => ({
      path: `/api/v1/agencies/${agency}/years/${year}/acts`,
      json: { kind: 'note', why: '电话' },
    }),
    OFFICES(400),
  ],
  'POST /api/v1/office/roster': [
    ({ agency, district }) => ({ path: '/api/v1/office/roster', json: { agency, district } }),
    SIGNED_IN(400),
  ],
  'POST /api/v1/office/mergers': [
    ({ agency }) => ({ path: '/api/v1/office/mergers', json: { agency } }),
    SIGNED_IN(400),
  ],
  'POST /api/v1/office/reminders': [
    ({ agency, year }) => ({ path: '/api/v1/office/reminders', json: { agencies: [agency], year } }),
    SIGNED_IN(400),
  ],
  'POST /api/v1/office/extensions': [
    ({ agency, year }) => ({ path: '/api/v1/office/extensions', json: { agency, year } }),
    SIGNED_IN(400),
  ],
  'POST /api/v1/office/publications': [
    ({ agency, year }) => ({ path: '/api/v1/office/publications', json: { agency, year } }),
    SIGNED_IN(400),
  ],
  'GET /account/credentials': [() => ({ path: '/account/credentials' }), OWN(200)],
  'POST /account/credentials': [() => ({ path: '/account/credentials', form: [] }), OWN(400)],
  'POST /account/credentials/code': [() => ({ path: '/account/credentials/code', form: [] }), OWN(400)],
  'POST /account/credentials/token': [() => ({ path: '/account/credentials/token', form: [] }), OWN(400)],
  'POST /account/credentials/revoke': [() => ({ path: '/account/credentials/revoke', form: [] }), OWN(400)],
};
