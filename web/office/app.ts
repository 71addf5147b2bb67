/** The office function: what only the signed-in may do. Nothing that it answers is kept anywhere. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { ReceiptAnswer, SignedIn } from '../../shared/contracts/api/office-answers.ts';
import { AGENCY_ID } from '../../shared/domain/basics/place.ts';
import { refuseOtherOrigins } from '../http/own-origin.ts';
import { findRule } from '../http/route-rule.ts';
import { sendSecurityHeaders } from '../http/security-headers.ts';
import { auditOtherSite, auditRefusals } from './audit/audit-refusals.ts';
import { routeAudit } from './audit/audit-routes.tsx';
import { routeActsApi } from './acts/acts-api.ts';
import { routeActs } from './acts/acts-routes.tsx';
import { routeExtensions } from './forms/extension-form.tsx';
import { routeFormsApi } from './forms/forms-api.ts';
import { routePublications } from './forms/publication-form.tsx';
import { routeRoster } from './forms/roster-routes.ts';
import { routeReminders } from './forms/reminder-form.tsx';
import { routeDesk } from './desk/desk-routes.tsx';
import { routeExactRegion } from './exact-region.ts';
import { giveTicket, parseTicketAsked } from './give-ticket.ts';
import { OfficeRefusal } from './office-problem.ts';
import type { OfficeApp, OfficeContext, OfficeDeps, OfficeEnv } from './ports.ts';
import { routePrograms } from './program-routes.ts';
import { readJson } from './read-json.ts';
import { readReceipt } from './read-receipt.ts';
import { OFFICE_RULES } from './route-rules.ts';
import { showRefusal } from './show-refusal.tsx';
import { whoAsks } from './who-asks.ts';

/** Acts on some hundreds of agencies at once fit into it. */
const MAX_BODY_BYTES = 65_536;

export function createOffice(deps: OfficeDeps): OfficeApp {
  const app: OfficeApp = new Hono();
  app.use(sendSecurityHeaders());
  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'private, no-store');
    c.header('vary', 'Cookie');
  });
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        c.header('allow', methods.join(', '));
        return showRefusal(c, deps, new OfficeRefusal('method'));
      },
    }),
  );
  const refuseOthers = refuseOtherOrigins<OfficeEnv>(deps.ownOrigin, async (c) => {
    await auditOtherSite(deps);
    return showRefusal(c, deps, new OfficeRefusal('other-origin'));
  });
  app.use((c, next) => (isForPrograms(c) ? next() : refuseOthers(c, next)));
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new OfficeRefusal('malformed');
      },
    }),
  );
  app.use(auditRefusals(deps));
  app.use(async (c, next) => {
    const rule = findRule(c, OFFICE_RULES);
    // Where a program asks, who is signed in in some browser is nobody's.
    const isByProgram = rule === undefined || rule === 'program';
    const signedIn = isByProgram ? undefined : await deps.readSignedIn(c.req.raw);
    if (!isByProgram && rule !== 'public' && !signedIn) throw new OfficeRefusal('signed-out');
    c.set('signedIn', signedIn);
    await next();
  });

  /** The page itself is everybody's: its script asks who is signed in, and whether that person may file here. */
  app.get('/office/me', async (c) => {
    const principal = c.get('signedIn')?.principal;
    if (!principal) return c.json({ signedIn: false } satisfies SignedIn);
    const agency = c.req.query('agency') ?? '';
    const roster = AGENCY_ID.test(agency) ? await deps.table.roster(agency) : undefined;
    const mayFile =
      roster !== undefined && deps.mayFile(principal, { district: roster.district, agencyId: agency });
    return c.json({ signedIn: true, name: principal.name, mayFile } satisfies SignedIn);
  });
  app.post('/office/tickets', async (c) => {
    return c.json(await giveTicket(deps, whoAsks(c), parseTicketAsked(await readJson(c))), 201);
  });
  app.get('/office/receipts/:agency/:year{[0-9]{4}}/:submission', async (c) => {
    const { agency, year, submission: submissionId } = c.req.param();
    const receipt = await readReceipt(deps, whoAsks(c), { agency, year: Number(year), submissionId });
    const answer: ReceiptAnswer = receipt ? { state: 'received', receipt } : { state: 'waiting' };
    return c.json(answer);
  });
  routeActs(app, deps);
  routeActsApi(app, deps);
  routeReminders(app, deps);
  routeExtensions(app, deps);
  routePublications(app, deps);
  routeRoster(app, deps);
  routeFormsApi(app, deps);
  routeExactRegion(app, deps);
  routeDesk(app, deps);
  routePrograms(app, deps);
  routeAudit(app, deps);
  app.notFound((c) => showRefusal(c, deps, new OfficeRefusal('no-such-path')));
  app.onError((error, c) => {
    if (error instanceof OfficeRefusal) return showRefusal(c, deps, error);
    const requestId = crypto.randomUUID();
    deps.log.error('a request failed', { requestId, error });
    return showRefusal(c, deps, new OfficeRefusal('failed'), requestId);
  });
  return app;
}

/** A program has no page, and shows a token or a code. */
const isForPrograms = (c: OfficeContext): boolean => findRule(c, OFFICE_RULES) === 'program';
