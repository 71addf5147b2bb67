/** How a refusal is told: a browser that asked for a page gets one, a program problem details. */
import { inLang } from '../texts/language.ts';
import { Layout } from '../site/layout.tsx';
import { SESSIONS_PATH, SIGN_IN_PATH } from '../site/account-address.ts';
import { hrefNow } from '../site/page-context.ts';
import { describeRefusal, tellRefusal, type OfficeRefusal } from './office-problem.ts';
import { makeOfficePage, showPage } from './office-page.tsx';
import type { OfficeContext, OfficeDeps } from './ports.ts';
import { ERROR_TEXTS } from '../texts/errors.ts';

const NOT_DONE = { zh: '没有办理', en: 'Not done' };

/** `requestId`: by which a failure is found in the log. */
export async function showRefusal(
  c: OfficeContext,
  deps: Pick<OfficeDeps, 'now' | 'assets'>,
  refusal: OfficeRefusal,
  requestId?: string,
): Promise<Response> {
  // The API has no pages, whoever asks.
  const isApi = new URL(c.req.url).pathname.startsWith('/api/');
  if (isApi || !/\btext\/html\b/.test(c.req.header('accept') ?? ''))
    return describeRefusal(c, refusal, requestId);
  const page = makeOfficePage(c, deps);
  if (refusal.code === 'signed-out') {
    const { pathname, search } = new URL(c.req.url);
    const isPage = c.req.method === 'GET' || c.req.method === 'HEAD';
    const back = isPage ? `?returnTo=${encodeURIComponent(pathname + search)}` : '';
    return c.redirect(hrefNow(page, `${SIGN_IN_PATH}${back}`), 303);
  }
  const { status, message } = tellRefusal(refusal);
  const heading = inLang(NOT_DONE, page.lang);
  const WayOn = status === 404 ? (await import('./lost-office-page.tsx')).OfficeWayOn : undefined;
  return showPage(
    c,
    <Layout page={page} title={heading} crumbs={[]}>
      <section class="empty">
        <h1>{heading}</h1>
        <p>{inLang(message, page.lang)}</p>
        {requestId !== undefined && (
          <p>
            {ERROR_TEXTS[page.lang].requestId} <code>{requestId}</code>
          </p>
        )}
        {WayOn && <WayOn page={page} />}
        <p>
          <a href={hrefNow(page, SESSIONS_PATH)}>{page.signedIn ?? page.t.signInLink}</a>
        </p>
      </section>
    </Layout>,
    status,
  );
}
