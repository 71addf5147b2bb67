import type { Child } from 'hono/jsx';
import { SESSIONS_PATH } from '../site/account-address.ts';
import { Layout } from '../site/layout.tsx';
import { IDENTITY_TEXTS } from '../texts/identity.ts';
import { hrefNow, type PageContext } from '../site/page-context.ts';
import { tellTexts } from './account-page.tsx';

interface Props {
  readonly page: PageContext;
  /** One for each door. */
  readonly panels: readonly Child[];
  readonly signedIn: { readonly name: string; readonly mail: string } | undefined;
  readonly hasLeft: boolean;
  /** Where the provider's session ends, for whoever just left ours. */
  readonly wayOut: string | undefined;
  readonly provider: string | undefined;
}

export const SignInPage = ({ page, panels, signedIn, hasLeft, wayOut, provider }: Props) => {
  const t = tellTexts(page);
  const ofProvider = IDENTITY_TEXTS[page.lang].provider;
  return (
    <Layout page={page} title={t.signIn} crumbs={[]}>
      <h1>{t.signIn}</h1>
      {hasLeft && !signedIn && (
        <p class="banner">
          {t.left}
          {wayOut !== undefined && (
            <>
              {page.t.gap}
              {ofProvider.stillThere}
              {page.t.gap}
              <a href={wayOut} rel="nofollow">
                {ofProvider.leave(provider ?? ofProvider.unnamed)}
              </a>
            </>
          )}
        </p>
      )}
      {signedIn && (
        <p class="banner">
          {t.signedInAs(signedIn.name, signedIn.mail)} <a href={hrefNow(page, SESSIONS_PATH)}>{t.goOn}</a>
        </p>
      )}
      <p class="summary">{t.signInIntro}</p>
      {panels.length === 0 && <p class="empty">{t.closed}</p>}
      {panels.map((panel) => panel)}
    </Layout>
  );
};
