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
  /** Another agency of the district. */
  readonly neighbour: string;
  /** Somebody who may file for A as well. */
  readonly colleague: string;
  /** Programs' of A's clerk: none has its token yet. */
  readonly credentials: { readonly code: string; readonly token: string; readonly revoked: string };
  /** A day until which a credential may hold. */
  readonly lastDay: string;
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
/** Pages of those who grant; `notTheirs`: what another office is told, which is what it is told of what is not there. */
const GRANTORS = (status: number, notTheirs: number): readonly number[] => [
  303,
  403,
  403,
  status,
  notTheirs,
  status,
  status,
  403,
];
const A_CLERK_ALONE = (status: number): readonly number[] => [303, status, 400, 400, 400, 400, 400, 400];
/** As the audit page tells of a region that is not the reader’s: not whether it is one. */
const AUDITORS: readonly number[] = [401, 403, 403, 200, 400, 200, 200, 403];

/** A page makes it up, another for each change. */
const makeChangeId = (): string => `${crypto.randomUUID()}-made`.padEnd(43, '-');
const grantForm = ({ agency, district }: AsksFor): NonNullable<Ask['form']> => [
  ['role', 'agency'],
  ['region', district],
  ['agency', agency],
  ['mail', `${crypto.randomUUID()}@example.cn`],
  ['name', '新来的'],
  ['id', makeChangeId()],
  ['seen', ''],
];
/** As it was before somebody else changed it: whoever may is told so, and nobody else. */
const withdrawalForm = ({ agency, colleague }: AsksFor): NonNullable<Ask['form']> => [
  ['mail', colleague],
  ['granted', `agency ${agency}`],
  ['why', '调离'],
  ['id', makeChangeId()],
  ['seen', '2020-01-01T00:00:00.000Z'],
];

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
    ({ agency, year }) => ({
      path: '/office/reminders',
      form: [
        ['on', `${agency}/${year}`],
        ['why', '请尽快'],
      ],
    }),
    OFFICES(200),
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
  'GET /api/v1/agencies/:id/years/:year{[0-9]{4}}/acts': [
    ({ agency, year }) => ({ path: `/api/v1/agencies/${agency}/years/${year}/acts` }),
    [401, 200, 403, 200, 403, 200, 200, 403],
  ],
  'POST /api/v1/agencies/:id/years/:year{[0-9]{4}}/acts': [
    ({ agency, year }) => ({
      path: `/api/v1/agencies/${agency}/years/${year}/acts`,
      json: { kind: 'note', id: crypto.randomUUID(), why: '电话联系过' },
    }),
    OFFICES(201),
  ],
  'GET /api/v1/office/regions/:code/years/:year{[0-9]{4}}': [
    ({ district, year }) => ({
      path: `/api/v1/office/regions/${district}/years/${year}?asOf=${year + 1}-01-20T10:00Z`,
    }),
    DESKS,
  ],
  'POST /api/v1/office/roster': [
    ({ agency }) => ({
      path: '/api/v1/office/roster',
      json: { id: 'edit', why: '换号', agencies: [{ id: agency, phone: '0772-2510000' }], dryRun: true },
    }),
    EDITORS(200),
  ],
  'POST /api/v1/office/mergers': [
    ({ agency, neighbour, year }) => ({
      path: '/api/v1/office/mergers',
      json: { id: 'merge', why: '机构改革', merged: [agency], into: neighbour, from: year + 1, dryRun: true },
    }),
    EDITORS(200),
  ],
  'POST /api/v1/office/reminders': [
    ({ agency, year }) => ({
      path: '/api/v1/office/reminders',
      json: { agencies: [{ agency, year }], dryRun: true },
    }),
    OFFICES(200),
  ],
  'POST /api/v1/office/extensions': [
    ({ agency, year }) => ({
      path: '/api/v1/office/extensions',
      json: {
        id: 'extend',
        scope: agency,
        year,
        until: `${year + 1}-02-10`,
        why: '机构改革',
        source: '柳政办函〔2025〕3号',
        dryRun: true,
      },
    }),
    OFFICES(200),
  ],
  'POST /api/v1/office/publications': [
    ({ agency, year }) => ({
      path: '/api/v1/office/publications',
      json: { agency, year, publishedOn: `${year + 1}-01-24`, dryRun: true },
    }),
    EDITORS(200),
  ],
  'GET /audit': [({ district }) => ({ path: `/audit?region=${district}` }), AUDITORS],
  'POST /audit/export': [
    ({ agency }) => ({
      path: '/audit/export',
      form: [
        ['agency', agency],
        ['format', 'csv'],
      ],
    }),
    AUDITORS,
  ],

  'GET /account/credentials': [() => ({ path: '/account/credentials' }), OWN(200)],
  'POST /account/credentials': [
    ({ agency, lastDay }) => ({
      path: '/account/credentials',
      form: [
        ['name', '报送程序'],
        ['scope', `agency ${agency}`],
        ['until', lastDay],
      ],
    }),
    A_CLERK_ALONE(200),
  ],
  'GET /account/credentials/:done{code|token}': [() => ({ path: '/account/credentials/code' }), PUBLIC(303)],
  // A program files in its maker's name: nobody else is given its code or token, an office neither.
  'POST /account/credentials/code': [
    ({ credentials }) => ({
      path: '/account/credentials/code',
      form: [['credential', credentials.code]],
    }),
    A_CLERK_ALONE(200),
  ],
  'POST /account/credentials/token': [
    ({ credentials }) => ({
      path: '/account/credentials/token',
      form: [['credential', credentials.token]],
    }),
    A_CLERK_ALONE(200),
  ],
  // Offices above the agency may take it away.
  'POST /account/credentials/revoke': [
    ({ credentials }) => ({
      path: '/account/credentials/revoke',
      form: [['credential', credentials.revoked]],
    }),
    [303, 303, 400, 303, 400, 303, 400, 400],
  ],
  'GET /account/grants': [
    ({ district }) => ({ path: `/account/grants?region=${district}` }),
    GRANTORS(200, 400),
  ],
  'GET /account/grants/new': [
    ({ district }) => ({ path: `/account/grants/new?role=agency&region=${district}` }),
    GRANTORS(200, 400),
  ],
  'POST /account/grants/preview': [
    (things) => ({ path: '/account/grants/preview', form: grantForm(things) }),
    GRANTORS(200, 400),
  ],
  'POST /account/grants': [
    (things) => ({ path: '/account/grants', form: grantForm(things) }),
    GRANTORS(303, 400),
  ],
  'POST /account/grants/withdraw/preview': [
    (things) => ({ path: '/account/grants/withdraw/preview', form: withdrawalForm(things) }),
    GRANTORS(200, 403),
  ],
  'POST /account/grants/withdraw': [
    (things) => ({ path: '/account/grants/withdraw', form: withdrawalForm(things) }),
    GRANTORS(409, 403),
  ],
};
