/**
 * Tells the reader of an open page that what it shows has changed, and moves nothing of it. Asks for the page's head
 * alone, now and then while somebody looks; ever more rarely where nothing happens or nothing answers.
 */
import './last-visit.ts';
import './copied-numbers.ts';
import './menus.ts';
import './quote.ts';

const FIRST_MS = 60_000;
const QUIET_FACTOR = 1.25;
const MAX_QUIET_MS = 300_000;
const MAX_FAILING_MS = 900_000;

const news = document.querySelector<HTMLElement>('[data-version]');
const notice = news?.querySelector('template');
let shown = news?.dataset['version'];
let waitMs = FIRST_MS;
let askedAtMs = Date.now();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The first half of the page's entity tag: of what is shown, whatever the day and the deployment. */
async function versionNow(): Promise<string | undefined> {
  try {
    const { ok, headers } = await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
    return ok ? /"([^".]+)\./.exec(headers.get('etag') ?? '')?.[1] : undefined;
  } catch {
    return undefined;
  }
}

async function ask(): Promise<void> {
  askedAtMs = Date.now();
  const version = await versionNow();
  if (version === undefined) waitMs = Math.min(waitMs * 2, MAX_FAILING_MS);
  else if (version === shown) waitMs = Math.min(waitMs * QUIET_FACTOR, Math.max(waitMs, MAX_QUIET_MS));
  else {
    tell(version);
    return;
  }
  wait();
}

function wait(): void {
  clearTimeout(timer);
  if (document.hidden || news?.querySelector('div')) return;
  timer = setTimeout(() => void ask(), Math.max(0, askedAtMs + waitMs - Date.now()));
}

function tell(version: string): void {
  if (!news || !notice) return;
  news.append(notice.content.cloneNode(true));
  const [reload, later] = news.querySelectorAll('button');
  reload?.addEventListener('click', () => {
    location.reload();
  });
  later?.addEventListener('click', () => {
    news.querySelector('div')?.remove();
    shown = version;
    waitMs = FIRST_MS;
    wait();
  });
}

if (news) {
  document.addEventListener('visibilitychange', () => {
    waitMs = FIRST_MS;
    wait();
  });
  wait();
}
