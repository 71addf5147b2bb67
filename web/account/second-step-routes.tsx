/** The second step of offices and operators: who has not done it has no more than a clerk's rights, wherever they go. */
import type { Hono } from 'hono';
import type { NewAuditEntry } from '../../shared/domain/authority/audit-entry.ts';
import {
  auditAccount,
  tellAccountEvent,
  type AccountEvent,
} from '../../shared/pipeline/account/audit-account.ts';
import type { StepDone } from '../../shared/domain/authority/step-done.ts';
import type { SignedIn } from '../../shared/pipeline/account/sessions.ts';
import { readReturnPath } from '../../shared/pipeline/account/site-address.ts';
import type { Enrolled, Failed, SecondSteps } from '../../shared/pipeline/second-step.ts';
import { SESSIONS_PATH } from '../site/account-address.ts';
import { hrefNow } from '../site/page-context.ts';
import { makeAccountPage, showPage } from './account-page.tsx';
import { readFields } from '../http/form-fields.ts';
import type { AccountContext, AccountDeps, SignedInEnv, BeginSession } from './ports.ts';
import { AskPage, CodesPage, EnrolPage, ManagePage } from './second-step-pages.tsx';
import { SECOND_STEP_PATH } from './second-step-way.ts';
import { tellChangedStep } from './tell-changed-step.ts';

/** What a telephone lists the code under. */
const ISSUER = '勾稽 Gouji';

const ENROL_PATH = `${SECOND_STEP_PATH}/enrol`;
const BY_TELEPHONE: StepDone = { by: 'telephone' };

type Form = 'codes' | 'forget';
interface Asked {
  readonly signedIn: SignedIn;
  readonly returnTo: string;
  readonly failed?: Failed;
  /** In which of the page's forms. */
  readonly failedAt?: Form;
}
interface Typed extends Asked {
  readonly mail: string;
  readonly code: string;
}

export function routeSecondStep(
  app: Hono<SignedInEnv>,
  deps: AccountDeps,
  steps: SecondSteps,
  begin: BeginSession,
): void {
  const leadTo = (c: AccountContext, path: string): Response =>
    c.redirect(hrefNow(makeAccountPage(c, deps), path), 303);

  /** The page that fits what there is: a telephone to enrol, a code to type, or what may be changed. */
  async function show(c: AccountContext, { signedIn, returnTo, failed, failedAt }: Asked): Promise<Response> {
    const { principal, session } = signedIn;
    const isDone = principal.secondStep;
    const page = makeAccountPage(c, deps);
    const status = failed === undefined ? 200 : 400;
    const left = await steps.countRecoveryCodes(principal.mail);
    if (left !== undefined && !isDone)
      return showPage(c, <AskPage page={page} returnTo={returnTo} failed={failed} />, status);
    if (left !== undefined)
      return showPage(c, <ManagePage {...{ page, left, returnTo, failed, failedAt }} />, status);
    // A provider has given the second step.
    if (isDone) return leadTo(c, SESSIONS_PATH);
    const enrolment = await steps.beginEnrolment(principal.mail, {
      issuer: ISSUER,
      session: session.hash,
    });
    if (!enrolment) return leadTo(c, SECOND_STEP_PATH);
    return showPage(c, <EnrolPage {...{ page, enrolment, returnTo, failed }} />, status);
  }

  /** A new id whenever more, or less, is known of a person; the session before it ends. */
  const renewSession = (
    c: AccountContext,
    { signedIn: { principal, session } }: Asked,
    step?: StepDone,
    told: readonly NewAuditEntry[] = [],
  ) => begin(c, { mail: principal.mail, by: session.by, step }, told);

  function showCodes(c: AccountContext, { mail, returnTo }: Typed, codes: readonly string[]) {
    const page = makeAccountPage(c, deps);
    return showPage(c, <CodesPage {...{ page, codes, mail, at: deps.now(), returnTo }} />);
  }

  const describe = (
    act: AccountEvent['act'],
    { signedIn: { principal, granted } }: Asked,
    detail = '',
  ): AccountEvent => ({ act, mail: principal.mail, name: principal.name, granted, detail });
  const tell = (...event: Parameters<typeof describe>) => tellAccountEvent(deps, describe(...event));
  /** Told before it holds, as every entry of the trail. */
  const audit = (...event: Parameters<typeof describe>) => auditAccount(deps, describe(...event));

  async function refuse(c: AccountContext, typed: Typed, failed: Failed, failedAt?: Form): Promise<Response> {
    // While it is locked nothing is tried: whoever goes on must not fill the trail.
    if (failed.kind === 'wrong') {
      await audit('second-step-refused', typed);
      const { lockedUntil } = failed;
      if (lockedUntil !== undefined) await audit('lock-second-step', typed, `until ${lockedUntil}`);
    }
    return show(c, { ...typed, failed, ...(failedAt && { failedAt }) });
  }

  /** What is typed before the step is done, or (`isDone`) to change something behind it. */
  const onCode = (
    path: string,
    isDone: boolean,
    act: (c: AccountContext, typed: Typed) => Promise<Response>,
  ) =>
    app.post(path, async (c) => {
      const signedIn = c.get('signedIn');
      if (!signedIn || (isDone ? !signedIn.principal.secondStep : !signedIn.awaitsSecondStep))
        return leadTo(c, SESSIONS_PATH);
      // A page that was open while a telephone was enrolled, or taken away, elsewhere.
      const isEnrolled = (await steps.countRecoveryCodes(signedIn.principal.mail)) !== undefined;
      if (isEnrolled === (path === ENROL_PATH)) return leadTo(c, SECOND_STEP_PATH);
      const field = await readFields(c);
      const returnTo = readReturnPath(field('returnTo'), SESSIONS_PATH);
      return act(c, { signedIn, returnTo, mail: signedIn.principal.mail, code: field('code') ?? '' });
    });

  app.get(SECOND_STEP_PATH, async (c) => {
    const signedIn = c.get('signedIn');
    if (!signedIn || (!signedIn.awaitsSecondStep && !signedIn.principal.secondStep))
      return leadTo(c, SESSIONS_PATH);
    return show(c, { signedIn, returnTo: readReturnPath(c.req.query('returnTo'), SESSIONS_PATH) });
  });

  onCode(SECOND_STEP_PATH, false, async (c, typed) => {
    const outcome = await steps.try(typed.mail, typed.code);
    if (outcome.kind !== 'right') return refuse(c, typed, outcome);
    await renewSession(c, typed, BY_TELEPHONE, tell('second-step', typed));
    return c.redirect(typed.returnTo, 303);
  });

  onCode(ENROL_PATH, false, async (c, typed) => {
    const outcome = await steps.enrol(typed.mail, typed.code);
    if (outcome.kind !== 'right') return refuse(c, typed, outcome);
    await renewSession(c, typed, BY_TELEPHONE, tell('enrol-second-step', typed));
    await tellChangedStep(c, deps, typed.mail, 'enrolled');
    return showCodes(c, typed, outcome.recoveryCodes);
  });

  onCode(`${SECOND_STEP_PATH}/codes`, true, async (c, typed) => {
    const outcome: Enrolled = await steps.renewRecoveryCodes(typed.mail, typed.code);
    if (outcome.kind !== 'right') return refuse(c, typed, outcome, 'codes');
    await audit('renew-recovery-codes', typed);
    return showCodes(c, typed, outcome.recoveryCodes);
  });

  onCode(`${SECOND_STEP_PATH}/forget`, true, async (c, typed) => {
    const outcome = await steps.forgetTelephone(typed.mail, typed.code);
    if (outcome.kind !== 'right') return refuse(c, typed, outcome, 'forget');
    await audit('forget-second-step', typed);
    // Those that the telephone let in: whoever has it may be in one of them.
    await deps.accounts.endSessions(await deps.accounts.sessionsOf(typed.mail));
    await renewSession(c, typed);
    await tellChangedStep(c, deps, typed.mail, 'forgotten');
    return leadTo(c, SECOND_STEP_PATH);
  });
}
