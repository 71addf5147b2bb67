/** What is shown once: the code that a program is logged in with, or the token itself. */
import type { ProgramCredential } from '../../shared/domain/authority/program-credential.ts';
import { printChinaMinute, type Instant } from '../../shared/domain/basics/calendar.ts';
import { CREDENTIALS_PATH } from '../site/account-address.ts';
import { Layout } from '../site/layout.tsx';
import { hrefNow, type PageContext } from '../site/page-context.ts';
import { CREDENTIALS_TEXTS } from '../texts/credentials.ts';
import { AccountForm } from './account-form.tsx';

interface Props {
  readonly page: PageContext;
  readonly credential: ProgramCredential;
  /** The site's address. */
  readonly origin: string;
}

export const CodePage = ({
  page,
  credential: { id, name },
  origin,
  code,
  until,
}: Props & { readonly code: string; readonly until: Instant }) => {
  const t = CREDENTIALS_TEXTS[page.lang].made;
  return (
    <Layout page={page} title={t.heading} crumbs={[]}>
      <h1>{t.heading}</h1>
      <p class="summary">{t.text(name)}</p>
      <Shell label={t.heading} text={`npx gouji login --site ${origin}`} />
      <p>
        {t.codeLabel} <code class="secret">{code}</code>
      </p>
      <p class="note">{t.until(printChinaMinute(until))}</p>
      <section aria-labelledby="other">
        <h2 id="other">{t.otherHeading}</h2>
        <p class="note">{t.otherText}</p>
        <AccountForm page={page} action={`${CREDENTIALS_PATH}/token`} fields={{ credential: id }}>
          <button class="button" type="submit">
            {t.show}
          </button>
        </AccountForm>
      </section>
      <Back page={page} />
    </Layout>
  );
};

export const TokenPage = ({
  page,
  credential: { name, scope },
  origin,
  token,
}: Props & { readonly token: string }) => {
  const t = CREDENTIALS_TEXTS[page.lang].token;
  const agency = scope.kind === 'agency' ? scope.agency : t.agencyPlaceholder;
  const call = [
    `curl -X POST -H "Authorization: Bearer $GOUJI_TOKEN" \\`,
    `  ${origin}/api/v1/agencies/${agency}/upload-credentials`,
  ].join('\n');
  return (
    <Layout page={page} title={t.heading} crumbs={[]}>
      <h1>{t.heading}</h1>
      <p class="summary">{t.text(name)}</p>
      <p>
        {t.label} <code class="secret to-copy">{token}</code>
      </p>
      <p class="note">{t.keep}</p>
      <h2>{t.useHeading}</h2>
      <p class="note">{t.use}</p>
      <Shell label={t.useHeading} text={call} />
      <Back page={page} />
    </Layout>
  );
};

const Shell = ({ label, text }: { readonly label: string; readonly text: string }) => (
  <pre class="settings" tabindex={0} role="region" aria-label={label}>
    <code>{text}</code>
  </pre>
);

const Back = ({ page }: Pick<Props, 'page'>) => (
  <p class="account-after">
    <a href={hrefNow(page, CREDENTIALS_PATH)}>{CREDENTIALS_TEXTS[page.lang].made.back}</a>
  </p>
);
