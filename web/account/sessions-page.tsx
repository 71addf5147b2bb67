/** A person's own sessions, and what was granted to them. */
import { hasOffice } from '../../shared/domain/authority/principal.ts';
import { tellSessionEnd, type Session } from '../../shared/domain/authority/session.ts';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import type { SignedIn } from '../../shared/pipeline/account/sessions.ts';
import { AUDIT_PATH, CREDENTIALS_PATH, GRANTS_PATH } from '../site/account-address.ts';
import { Layout } from '../site/layout.tsx';
import { deskPath } from '../site/office-address.ts';
import { hrefNow, type PageContext } from '../site/page-context.ts';
import { CREDENTIALS_TEXTS } from '../texts/credentials.ts';
import { GRANTS_TEXTS } from '../texts/grants.ts';
import { AccountForm } from './account-form.tsx';
import { SecondStepState } from './second-step-pages.tsx';
import { tellTexts } from './account-page.tsx';

interface SessionsView {
  readonly signedIn: SignedIn;
  /** The newest first. */
  readonly sessions: readonly Session[];
  /** Names of the agencies that the person is a clerk of, by id. */
  readonly agencies: ReadonlyMap<string, string>;
  /** Where the second step is done; `undefined` where it can't be. */
  readonly stepPath: string | undefined;
}

export const SessionsPage = ({ page, view }: { readonly page: PageContext; readonly view: SessionsView }) => {
  const t = tellTexts(page).sessions;
  const { principal } = view.signedIn;
  return (
    <Layout page={page} title={t.heading} crumbs={[]}>
      <div class="title">
        <h1>{t.heading}</h1>
        <p>
          {principal.name} <span class="quiet">{principal.mail}</span>
        </p>
      </div>
      <div class="account-actions">
        <AccountForm page={page} action="/account/sign-out">
          <button class="button button-main" type="submit">
            {t.signOut}
          </button>
        </AccountForm>
        <AccountForm page={page} action="/account/sign-out-everywhere">
          <button class="button" type="submit">
            {t.everywhere}
          </button>
        </AccountForm>
      </div>
      <SecondStepState page={page} signedIn={view.signedIn} stepPath={view.stepPath} />
      {hasOffice(principal.grants) && <OfficeLinks page={page} />}
      <Grants page={page} view={view} />
      <p>
        <a href={hrefNow(page, CREDENTIALS_PATH)}>{CREDENTIALS_TEXTS[page.lang].link}</a>
      </p>
      <Sessions page={page} view={view} />
    </Layout>
  );
};

const OfficeLinks = ({ page }: { readonly page: PageContext }) => {
  const t = GRANTS_TEXTS[page.lang];
  return (
    <nav aria-labelledby="office">
      <h2 id="office">{t.office}</h2>
      <ul class="links">
        <li>
          <a href={hrefNow(page, GRANTS_PATH)}>{t.link}</a>
        </li>
        <li>
          <a href={hrefNow(page, AUDIT_PATH)}>{t.auditLink}</a>
        </li>
      </ul>
    </nav>
  );
};

const Grants = ({ page, view }: { readonly page: PageContext; readonly view: SessionsView }) => {
  const t = tellTexts(page).sessions;
  return (
    <section aria-labelledby="grants">
      <h2 id="grants">{t.grants}</h2>
      <ul class="links">
        {view.signedIn.granted.map((grant) => (
          <li>
            {grant.role === 'agency' && t.agency(view.agencies.get(grant.agency) ?? grant.agency)}
            {grant.role === 'oversight' && t.oversight(grant.region)}
            {grant.role === 'oversight' && page.desk !== undefined && (
              <>
                {' '}
                <a href={hrefNow(page, deskPath(grant.region))}>{page.desk}</a>
              </>
            )}
            {grant.role === 'operator' && t.operator}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Sessions = ({ page, view }: { readonly page: PageContext; readonly view: SessionsView }) => {
  const t = tellTexts(page).sessions;
  const { session: own, granted } = view.signedIn;
  const isOffice = hasOffice(granted);
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{t.list}</h2>
      <p class="note">{t.listText}</p>
      <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.list)}>
        <table class="children sessions">
          <thead>
            <tr>
              <th scope="col">{t.browser}</th>
              <td></td>
              <th scope="col">{t.since}</th>
              <th scope="col">{t.usedAt}</th>
              <th scope="col">{t.ends}</th>
            </tr>
          </thead>
          <tbody>
            {view.sessions.map((session) => {
              const browser = session.browser === '' ? t.unknownBrowser : session.browser;
              const since = printChinaMinute(session.since);
              return (
                <tr>
                  <th scope="row">{browser}</th>
                  <td>
                    {session.hash === own.hash ? (
                      t.here
                    ) : (
                      <AccountForm
                        page={page}
                        action="/account/sessions/end"
                        fields={{ session: session.hash }}
                      >
                        <button class="button" type="submit" aria-label={t.endOf(browser, since)}>
                          {t.end}
                        </button>
                      </AccountForm>
                    )}
                  </td>
                  <td>{since}</td>
                  <td>{printChinaMinute(session.usedAt)}</td>
                  <td>{printChinaMinute(tellSessionEnd(session, isOffice))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
};
