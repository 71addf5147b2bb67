import { tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import { SINCE_NAMES } from '../../shared/domain/compliance/since.ts';
import { KeptFields } from './hidden-fields.tsx';
import type { PageContext } from './page-context.ts';

/** Where a list begins is another place on another day. */
const PAGES_OF_LISTS = ['page', 'regionsFrom', 'agenciesFrom'];

/** An instant may be later than the day that is chosen; a name is told from that day. */
const isSinceName = (since: string): boolean => SINCE_NAMES.some((name) => name === since);

/** The day to look at, on every page that has a past: at its end, today's as things stand now; whatever else the address asks for stays. */
export const DayForm = ({ page }: { page: PageContext }) => {
  const { today, past, query } = page;
  if (today === undefined) return <></>;
  const t = page.t.past;
  const kept = [...new URLSearchParams(query)].filter(
    ([name, value]) => !PAGES_OF_LISTS.includes(name) && (name !== 'since' || isSinceName(value)),
  );
  return (
    <form class="day-form" method="get" autocomplete="off">
      <KeptFields page={page} />
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label for="as-of">{t.day}</label>
      <input
        id="as-of"
        type="date"
        name="asOf"
        required
        max={today}
        value={past === undefined ? today : tellChinaDay(past)}
      />
      <button type="submit" class="button">
        {t.show}
      </button>
    </form>
  );
};
