/** Who may grant anything at all, and what others are told. */
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import { hasOffice } from '../../../shared/domain/authority/principal.ts';
import type { GrantRefused } from '../../../shared/pipeline/account/grant-by-person.ts';
import { auditRefusal } from '../../../shared/pipeline/account/audit-refused.ts';
import { hrefNow } from '../../site/page-context.ts';
import { makeAccountPage, showPage } from '../account-page.tsx';
import type { AccountContext, AccountDeps } from '../ports.ts';
import { tellOwn } from '../signed-in.ts';
import { tellStepPath } from '../second-step-way.ts';
import { GrantPage, tellGrantTexts } from './grant-parts.tsx';

/** On what, each route asks for itself. */
export function demandMayGrant(c: AccountContext): Principal | undefined {
  const principal = c.get('signedIn')?.principal;
  return principal && hasOffice(principal.grants) ? principal : undefined;
}

/** Why nothing was granted, where it was for want of a right. */
const NO_RIGHT: ReadonlySet<string | undefined> = new Set<GrantRefused>(['not-yours', 'own']);

export async function auditGrantRefusal(
  c: AccountContext,
  deps: AccountDeps,
  why: GrantRefused | 'too-many' | 'not-allowed' | undefined,
): Promise<void> {
  const signedIn = c.get('signedIn');
  if (!signedIn || (why !== 'not-allowed' && !NO_RIGHT.has(why))) return;
  await auditRefusal(deps, { ...tellOwn(signedIn), asked: `grant: ${why ?? ''}` });
}

export async function showGrantRefusal(
  c: AccountContext,
  deps: AccountDeps,
  why?: GrantRefused | 'too-many',
): Promise<Response> {
  await auditGrantRefusal(c, deps, why ?? 'not-allowed');
  const page = makeAccountPage(c, deps);
  const t = tellGrantTexts(page);
  const signedIn = c.get('signedIn');
  const stepPath = signedIn?.awaitsSecondStep === true ? tellStepPath(deps) : undefined;
  const text =
    why === 'too-many'
      ? t.tooMany
      : why !== undefined
        ? t.refused[why]
        : stepPath === undefined
          ? t.notAllowedText
          : t.stepText;
  const { pathname, search } = new URL(c.req.url);
  const back = c.req.method === 'GET' ? `?returnTo=${encodeURIComponent(pathname + search)}` : '';
  return showPage(
    c,
    <GrantPage page={page} heading={why === undefined ? t.notAllowed : t.complaints.heading}>
      <p class="summary">{text}</p>
      {why === undefined && stepPath !== undefined && (
        <p>
          <a href={hrefNow(page, `${stepPath}${back}`)}>{t.stepLink}</a>
        </p>
      )}
    </GrantPage>,
    why === 'too-many' ? 429 : why === undefined || why === 'not-yours' || why === 'own' ? 403 : 409,
  );
}
