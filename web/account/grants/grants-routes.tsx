/** Offices and operators give and take grants within their reach: looked over first, done once, told by mail. */
import type { Hono } from 'hono';
import { may } from '../../../shared/domain/authority/may.ts';
import {
  nameGrant,
  parseGranted,
  type GrantRecord,
  type WishedGrant,
} from '../../../shared/domain/authority/grant-record.ts';
import { hasEnded } from '../../../shared/domain/authority/check-grant.ts';
import { listAreas, type Principal } from '../../../shared/domain/authority/principal.ts';
import { tellChinaDay } from '../../../shared/domain/basics/calendar.ts';
import { foldMail } from '../../../shared/domain/basics/mail-address.ts';
import { auditLimit } from '../../../shared/pipeline/account/audit-refused.ts';
import {
  findGrant,
  giveGrant,
  previewGrant,
  withdrawn,
  type GrantingDeps,
  type GrantRefused,
} from '../../../shared/pipeline/account/grant-by-person.ts';
import { readFields } from '../../http/form-fields.ts';
import { GRANTS_PATH } from '../../site/account-address.ts';
import { hrefNow } from '../../site/page-context.ts';
import { GRANTS_TEXTS } from '../../texts/grants.ts';
import { makeAccountPage, showBadRequest, showPage } from '../account-page.tsx';
import { readSignedIn, tellOwn } from '../signed-in.ts';
import type { AccountContext, AccountDeps, SignedInEnv } from '../ports.ts';
import { readDraft, readWish, type Complaints, type GrantDraft } from './grant-draft.ts';
import {
  ChoosePersonPage,
  ChoosePlacePage,
  ConfirmGrantPage,
  ConfirmWithdrawalPage,
} from './grant-form-page.tsx';
import { nameGrants } from './grant-words.ts';
import { findRegion, listRegions, type ChosenRegion } from './granting-places.ts';
import { GrantsPage } from './grants-page.tsx';
import { auditGrantRefusal, demandMayGrant, showGrantRefusal } from './may-grant.tsx';
import { mailGrant } from './mail-grant.ts';

const SHOWN = 50;
/** Somebody who grants brings a whole region's clerks in within an hour, but no more mails than that leave in their name. */
const INVITATIONS = { most: 300, withinS: 3600 };
const MAX_REASON_LENGTH = 500;
const NO_COMPLAINTS: Complaints = new Map();

export function routeGrants(app: Hono<SignedInEnv>, deps: AccountDeps): void {
  const { accounts, places, secrets, now } = deps;
  const granting: GrantingDeps = { accounts, places, now };
  const today = () => tellChinaDay(now());

  async function refuseTooMany(c: AccountContext): Promise<Response> {
    const of = tellOwn(readSignedIn(c));
    await auditLimit(deps, { limit: 'grants given', withinS: INVITATIONS.withinS, of });
    return showGrantRefusal(c, deps, 'too-many');
  }

  const onMay = (
    method: 'GET' | 'POST',
    path: string,
    answer: (c: AccountContext, principal: Principal) => Promise<Response>,
  ) =>
    app.on(method, path, (c) => {
      const principal = demandMayGrant(c);
      return principal ? answer(c, principal) : showGrantRefusal(c, deps);
    });

  const leadToList = (c: AccountContext, done: string): Response =>
    c.redirect(hrefNow(makeAccountPage(c, deps), `${GRANTS_PATH}?done=${done}`), 303);

  async function showList(c: AccountContext, principal: Principal): Promise<Response> {
    const asked = c.req.query('region')?.trim() ?? '';
    const [area] = listAreas(principal);
    const found = asked === '' ? undefined : await findRegion(deps, principal, asked);
    const isRegionUnknown = typeof found === 'string';
    const within = found === undefined || isRegionUnknown ? area : found.code;
    const { found: all, next } = await accounts.grantsWithin(within, {
      limit: SHOWN,
      after: c.req.query('after'),
    });
    const withEnded = c.req.query('ended') === 'yes';
    const own = all.filter(
      ({ grant, scope }) =>
        may(
          principal,
          'grant',
          grant.role === 'operator' ? { kind: 'system' } : { kind: 'region', region: scope },
        ) &&
        (withEnded || !hasEnded(grant, today())),
    );
    const t = GRANTS_TEXTS[makeAccountPage(c, deps).lang];
    const done = c.req.query('done') ?? '';
    const view = {
      own: principal.mail,
      found: own,
      names: await nameGrants(
        deps,
        own.map(({ grant }) => grant),
      ),
      today: today(),
      region: asked,
      isRegionUnknown,
      withEnded,
      regions: await listRegions(deps, principal),
      next,
      done: isKeyOf(t.done, done) ? done : undefined,
    };
    return showPage(
      c,
      <GrantsPage page={makeAccountPage(c, deps)} view={view} />,
      isRegionUnknown ? 400 : 200,
    );
  }

  async function showPlaces(
    c: AccountContext,
    principal: Principal,
    draft: GrantDraft,
    complaints = NO_COMPLAINTS,
  ): Promise<Response> {
    const isOperator = may(principal, 'grant', { kind: 'system' });
    const regions = await listRegions(deps, principal);
    const page = makeAccountPage(c, deps);
    const status = complaints.size > 0 ? 400 : 200;
    return showPage(c, <ChoosePlacePage {...{ page, draft, complaints, regions, isOperator }} />, status);
  }

  /** The page where a person is typed, for a role and a place that were found. */
  async function showPerson(
    c: AccountContext,
    draft: GrantDraft,
    place: ChosenRegion | undefined,
    {
      complaints = NO_COMPLAINTS,
      why,
    }: { readonly complaints?: Complaints; readonly why?: GrantRefused } = {},
  ): Promise<Response> {
    const role = draft.role ?? 'agency';
    const agencies = role === 'agency' && place ? await places.agenciesIn(place.code) : [];
    await auditGrantRefusal(c, deps, why);
    const page = makeAccountPage(c, deps);
    const refused = why && GRANTS_TEXTS[page.lang].refused[why];
    const status = why === undefined && complaints.size === 0 ? 200 : why === 'not-yours' ? 403 : 400;
    return showPage(
      c,
      <ChoosePersonPage {...{ page, draft, complaints, refused, role, place, agencies }} />,
      status,
    );
  }

  /** Goes on with a place that is there, or asks for it again. */
  async function withPlace(
    c: AccountContext,
    principal: Principal,
    draft: GrantDraft,
    goOn: (place: ChosenRegion | undefined) => Promise<Response>,
  ): Promise<Response> {
    if (draft.role === undefined) return showPlaces(c, principal, draft);
    if (draft.role === 'operator')
      return may(principal, 'grant', { kind: 'system' }) ? goOn(undefined) : showGrantRefusal(c, deps);
    const place = await findRegion(deps, principal, draft.region);
    if (typeof place === 'string') return showPlaces(c, principal, draft, new Map([['region', place]]));
    return goOn(place);
  }

  /** What somebody typed, where nothing is wrong with it. */
  const withWish = (
    c: AccountContext,
    principal: Principal,
    draft: GrantDraft,
    goOn: (wish: WishedGrant, place: ChosenRegion | undefined, found: GrantDraft) => Promise<Response>,
  ): Promise<Response> =>
    withPlace(c, principal, draft, (place) => {
      const found = { ...draft, region: place?.code ?? '' };
      const read = readWish(found);
      return read.kind === 'bad'
        ? showPerson(c, found, place, { complaints: read.complaints })
        : goOn(read.wish, place, found);
    });

  onMay('GET', GRANTS_PATH, showList);

  onMay('GET', `${GRANTS_PATH}/new`, (c, principal) => {
    const draft = readDraft((name) => c.req.query(name));
    return draft.role === undefined
      ? showPlaces(c, principal, draft)
      : withPlace(c, principal, draft, (place) => showPerson(c, draft, place));
  });

  onMay('POST', `${GRANTS_PATH}/preview`, async (c, principal) =>
    withWish(c, principal, readDraft(await readFields(c)), async (wish, place, draft) => {
      const preview = await previewGrant(granting, principal, wish);
      if (preview.kind === 'refused') return showPerson(c, draft, place, { why: preview.why });
      const page = makeAccountPage(c, deps);
      const names = await nameGrants(deps, [wish]);
      return showPage(c, <ConfirmGrantPage {...{ page, preview, names, draft, id: secrets.newToken() }} />);
    }),
  );

  onMay('POST', GRANTS_PATH, async (c, principal) => {
    const field = await readFields(c);
    const id = field('id') ?? '';
    if (!isChangeId(id)) return showBadRequest(c, deps);
    return withWish(c, principal, readDraft(field), async (wish, place, draft) => {
      if (!(await accounts.countAttempt(`invitations#${secrets.hash(principal.mail)}`, [INVITATIONS], now())))
        return refuseTooMany(c);
      const done = await giveGrant(granting, principal, wish, { id, seen: field('seen') ?? '' });
      if (done.kind === 'refused') return showPerson(c, draft, place, { why: done.why });
      if (done.kind === 'repeated') return leadToList(c, 'repeated');
      return leadToList(c, (await mailGrant(c, deps, done.change.after)) ? 'granted' : 'unmailed');
    });
  });

  /** The grant that a form names, with why it is to be withdrawn. */
  async function withGrant(
    c: AccountContext,
    principal: Principal,
    answer: (
      grant: GrantRecord,
      field: Awaited<ReturnType<typeof readFields>>,
      why: string,
    ) => Promise<Response>,
  ): Promise<Response> {
    const field = await readFields(c);
    const granted = parseGranted(field('granted') ?? '');
    const mail = foldMail(field('mail') ?? '');
    if (!granted || mail === '') return showBadRequest(c, deps);
    const grant = await findGrant(granting, principal, mail, granted);
    return grant ? answer(grant, field, field('why')?.trim() ?? '') : showGrantRefusal(c, deps, 'not-yours');
  }

  async function showWithdrawal(
    c: AccountContext,
    principal: Principal,
    grant: GrantRecord,
    { why, complaints = NO_COMPLAINTS }: { readonly why: string; readonly complaints?: Complaints },
  ): Promise<Response> {
    const preview = await previewGrant(granting, principal, withdrawn(grant, why, now()));
    if (preview.kind === 'refused') return showGrantRefusal(c, deps, preview.why);
    const view = {
      page: makeAccountPage(c, deps),
      preview,
      names: await nameGrants(deps, [grant]),
      id: secrets.newToken(),
      granted: nameGrant(grant),
    };
    const status = complaints.size > 0 ? 400 : 200;
    return showPage(c, <ConfirmWithdrawalPage {...view} complaints={complaints} why={why} />, status);
  }

  onMay('POST', `${GRANTS_PATH}/withdraw/preview`, (c, principal) =>
    withGrant(c, principal, (grant) => showWithdrawal(c, principal, grant, { why: '' })),
  );

  onMay('POST', `${GRANTS_PATH}/withdraw`, (c, principal) =>
    withGrant(c, principal, async (grant, field, why) => {
      const id = field('id') ?? '';
      if (!isChangeId(id)) return showBadRequest(c, deps);
      if (why === '' || why.length > MAX_REASON_LENGTH)
        return showWithdrawal(c, principal, grant, { why, complaints: new Map([['why', 'why']]) });
      const wish = withdrawn(grant, why, now());
      const done = await giveGrant(granting, principal, wish, { id, seen: field('seen') ?? '' });
      if (done.kind === 'refused') return showGrantRefusal(c, deps, done.why);
      return leadToList(c, done.kind === 'repeated' ? 'repeated' : 'withdrawn');
    }),
  );
}

const isKeyOf = <Keys extends object>(keys: Keys, key: string): key is Extract<keyof Keys, string> =>
  Object.hasOwn(keys, key);

/** Made by a page of ours; a stranger's is not kept as a key. */
const isChangeId = (text: string): boolean => /^[\w-]{43}$/.test(text);
