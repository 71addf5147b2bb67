/** "Since my last visit": this browser alone knows when that was, and tells nobody. */
import { makeInstant, printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { nextVisit, readVisit } from './visits.ts';

const MINUTE_MS = 60_000;
const item = document.querySelector<HTMLElement>('[data-visited]');
const link = item?.querySelector('a');

if (item && link) {
  const key = `gouji-visit ${item.dataset['visited'] ?? ''}`;
  try {
    const visit = nextVisit(readVisit(localStorage.getItem(key)), Date.now());
    localStorage.setItem(key, JSON.stringify(visit));
    if (visit.before !== undefined) show(item, link, visit.before);
  } catch {
    // Storage is off, or full: the other instants are there all the same.
  }
}

function show(place: HTMLElement, to: HTMLAnchorElement, beforeMs: number): void {
  // Readers of one minute share an answer; it says at most a minute more, never less.
  const since = makeInstant(Math.floor(beforeMs / MINUTE_MS) * MINUTE_MS);
  const address = new URL(to.href);
  address.searchParams.set('since', since);
  to.href = address.href;
  to.querySelector('span')?.append(printChinaMinute(since));
  if (new URLSearchParams(location.search).get('since') === since) to.setAttribute('aria-current', 'true');
  place.hidden = false;
}
