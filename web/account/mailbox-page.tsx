/** The mails that lie on this machine. Links that sign in can be followed; everything else is shown as it is. */
import type { KeptMail } from '../../shared/adapters/outbox.ts';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { Layout } from '../site/layout.tsx';
import type { PageContext } from '../site/page-context.ts';
import { tellTexts } from './account-page.tsx';

interface Props {
  readonly page: PageContext;
  readonly mails: readonly KeptMail[];
  readonly origin: string | undefined;
}

export const MailboxPage = ({ page, mails, origin }: Props) => {
  const t = tellTexts(page).mailbox;
  return (
    <Layout page={page} title={t.heading} crumbs={[]}>
      <h1>{t.heading}</h1>
      <p class="summary">{t.text}</p>
      {mails.length === 0 && <p class="empty">{t.none}</p>}
      {mails.map((mail) => (
        <article class="kept-mail">
          <h2>{mail.subject}</h2>
          <p class="note">
            {t.to(mail.to)} · {printChinaMinute(mail.date)}
          </p>
          {mail.text.split('\n').map((line) => (
            <p>
              <WithLink line={line} origin={origin} />
            </p>
          ))}
        </article>
      ))}
    </Layout>
  );
};

/** A line that ends with an address of this site, as mails have it. */
const WithLink = ({ line, origin }: { readonly line: string; readonly origin: string | undefined }) => {
  const at = origin === undefined ? -1 : line.indexOf(`${origin}/`);
  const address = at < 0 ? '' : (/^\S+/.exec(line.slice(at))?.[0] ?? '');
  if (address === '') return <>{line}</>;
  return (
    <>
      {line.slice(0, at)}
      <a href={address}>{address}</a>
      {line.slice(at + address.length)}
    </>
  );
};
