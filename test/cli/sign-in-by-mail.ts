/** Signing in by the mailed link on a system as a user starts it. */
import { eventually } from './scene.ts';

interface Entered {
  readonly location: string | null;
  /** The session's. */
  readonly cookie: string;
}

export async function signInByMail(site: string, mail: string): Promise<Entered> {
  const post = (path: string, fields: Record<string, string>, cookie = '') =>
    fetch(new URL(path, site), {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: site, cookie },
      body: new URLSearchParams(fields),
    });
  const before = await readNewestToken(site);
  const asked = await post('/account/mail', { mail });
  // The mail is written when the answer has left.
  const token = await eventually(
    () => readNewestToken(site),
    (newest) => newest !== before,
  );
  const entered = await post('/account/link', { token }, findCookie(asked, 'gouji-link'));
  return { location: entered.headers.get('location'), cookie: findCookie(entered, 'gouji-session') };
}

async function readNewestToken(site: string): Promise<string> {
  const mailbox = await (await fetch(new URL('/mailbox', site))).text();
  return /\/account\/link\?token=([\w-]{43})/.exec(mailbox)?.[1] ?? '';
}

const findCookie = (answer: Response, name: string): string =>
  answer.headers
    .getSetCookie()
    .find((one) => one.startsWith(`${name}=`))
    ?.split(';')[0] ?? '';
