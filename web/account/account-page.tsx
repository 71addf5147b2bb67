/** What every page of signing in has: the reader, who is signed in, and how something refused is told. */
import { showControlsInLines } from '../../shared/domain/basics/shown-controls.ts';
import { nameDesk } from '../http/name-desk.ts';
import { makePage } from '../http/page.ts';
import { Layout } from '../site/layout.tsx';
import { hrefNow, type PageContext } from '../site/page-context.ts';
import { SIGN_IN_PATH } from '../site/account-address.ts';
import { ACCOUNT_TEXTS } from '../texts/account.ts';
import type { AccountTexts } from '../texts/account-zh-cn.ts';
import type { AccountContext, AccountDeps } from './ports.ts';

type Shown = ReturnType<typeof Layout>;
type Status = 200 | 400 | 403 | 404 | 405 | 409 | 413 | 429 | 500 | 503;

export function makeAccountPage(c: AccountContext, deps: Pick<AccountDeps, 'now' | 'assets'>): PageContext {
  const page = makePage(c, deps);
  // Middleware fails before anybody is looked for.
  const principal = c.get('signedIn')?.principal;
  return { ...page, signedIn: principal?.name, desk: nameDesk(principal, page.lang) };
}

export const tellTexts = ({ lang }: Pick<PageContext, 'lang'>): AccountTexts => ACCOUNT_TEXTS[lang];

export async function showPage(c: AccountContext, view: Shown, status: Status = 200): Promise<Response> {
  return c.html(showControlsInLines((await view).toString()), status);
}

/** Why nothing was done, and the way back: to signing in, where nothing else is said. */
export async function showRefusal(
  c: AccountContext,
  deps: Pick<AccountDeps, 'now' | 'assets'>,
  status: Status,
  tell: (page: PageContext) => {
    readonly heading: string;
    readonly text: string;
    readonly back?: string;
    readonly to?: string;
  },
): Promise<Response> {
  const page = makeAccountPage(c, deps);
  const { heading, text, back, to = SIGN_IN_PATH } = tell(page);
  const WayOn = status === 404 ? (await import('./lost-account-page.tsx')).AccountWayOn : undefined;
  return showPage(
    c,
    <Layout page={page} title={heading} crumbs={[]}>
      <section class="empty">
        <h1>{heading}</h1>
        <p>{text}</p>
        {WayOn && <WayOn page={page} />}
        <p>
          <a href={hrefNow(page, to)}>{back ?? tellTexts(page).signIn}</a>
        </p>
      </section>
    </Layout>,
    status,
  );
}

export const showBadRequest = (
  c: AccountContext,
  deps: Pick<AccountDeps, 'now' | 'assets'>,
): Promise<Response> =>
  showRefusal(c, deps, 400, (page) => {
    const t = tellTexts(page).errors;
    return { heading: t.bad, text: t.badText };
  });
