/** What this is, in one line; three doors; and how the region stands that the system begins with. */
import type { Child } from 'hono/jsx';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { sumReceived } from '../../shared/domain/form/derived-figures.ts';
import { continuedMark, continuedText } from '../region/continued-years.ts';
import { KeyFigures } from '../region/key-figures.tsx';
import { MarkedBanner } from '../region/marked-banner.tsx';
import { summariseFigures } from '../region/region-summary.ts';
import { departmentsAddress } from '../site/departments-address.ts';
import { Layout } from '../site/layout.tsx';
import { NextCommand } from '../site/next-command.tsx';
import {
  compliancePath,
  FILE_PATH,
  href,
  hrefNow,
  regionName,
  regionPath,
  type PageContext,
} from '../site/page-context.ts';
import { HOME_TEXTS } from '../texts/home.ts';
import type { HomeView } from './home-view.ts';
import { spellNames } from '../site/spell-names.ts';

interface Props {
  readonly page: PageContext;
  readonly view: HomeView;
}

export const HomePage = ({ page, view }: Props) => {
  const t = HOME_TEXTS[page.lang];
  const { unloadedHome } = view;
  return (
    <Layout page={page} title={page.t.home} crumbs={[]}>
      <h1 class="what">{t.what}</h1>
      {unloadedHome !== undefined && (
        <p class="banner" data-unloaded>
          {t.unloaded(unloadedHome, regionName(page, view.region))}
        </p>
      )}
      <Doors page={page} view={view} />
      {view.empty && <NextCommand page={page} empty={view.empty} />}
      <Glance page={page} view={view} />
    </Layout>
  );
};

const Glance = ({ page, view: { region, glance } }: Props) => {
  if (!glance) return <></>;
  const t = HOME_TEXTS[page.lang];
  const name = regionName(page, region);
  const { year, total, previous } = glance;
  const { synthetic, accepted, expected } = total.reports;
  return (
    <section class="glance" aria-labelledby="glance">
      <h2 id="glance">{page.t.titleOf(name, year)}</h2>
      {accepted < expected && (
        <p class="quiet">{page.t.acceptedOf(formatNumber(accepted), formatNumber(expected))}</p>
      )}
      {synthetic > 0 && (
        <p class="banner" data-origin>
          {page.t.data.syntheticBanner(formatNumber(synthetic))}
        </p>
      )}
      <MarkedBanner page={page} view={glance} />
      <KeyFigures page={page} view={glance} />
      <p class="summary">{spellNames(page, summariseFigures(page, glance))}</p>
      {previous && continuedMark(previous) !== '' && (
        <p class="note">{continuedText([previous], page.lang)}</p>
      )}
      <p class="more">
        <a href={href(page, regionPath(region.code, year))}>{t.more(name, year)}</a>
        <span class="as-of"> {page.t.asOf(page.asOf)}</span>
      </p>
    </section>
  );
};

const Doors = ({ page, view }: Props) => {
  const t = HOME_TEXTS[page.lang];
  const { region, filing, glance, isLoaded } = view;
  const name = regionName(page, region);
  const { year, reports } = filing;
  const received = glance?.total.figures && sumReceived(glance.total.figures);
  return (
    <nav class="home-doors" aria-label={t.doors}>
      <ul>
        <FileDoor page={page} view={view} />
        <Door
          to={isLoaded ? href(page, compliancePath(region.code, year)) : undefined}
          title={t.filed.title}
          states={
            reports === undefined || reports.expected === 0 ? (
              t.filed.nobody(name, year)
            ) : (
              <>
                {t.filed.in(name, year)}
                {' · '}
                <strong>
                  {page.t.acceptedOf(formatNumber(reports.accepted), formatNumber(reports.expected))}
                </strong>
              </>
            )
          }
          says={t.filed.says}
        />
        <Door
          to={isLoaded ? href(page, regionPath(region.code, glance?.year ?? year)) : undefined}
          title={t.figures.title}
          states={
            glance && received !== undefined
              ? t.figures.received(name, glance.year, formatNumber(received))
              : t.figures.nothing(name)
          }
          says={t.figures.says}
          also={
            glance && (
              <a href={href(page, departmentsAddress(region.code, { year: glance.year }))}>
                {t.figures.departments}
              </a>
            )
          }
        />
      </ul>
    </nav>
  );
};

/** The next day of the law; between the seasons, when the next one begins. */
const FileDoor = ({ page, view: { region, filing } }: Props) => {
  const t = HOME_TEXTS[page.lang].file;
  const { year, days } = filing;
  const { next } = days;
  const name = regionName(page, region);
  return (
    <Door
      to={hrefNow(page, FILE_PATH)}
      title={t.title}
      states={
        <>
          {next?.kind === 'agencies'
            ? t.due(year, days.agencies)
            : next
              ? t.consolidatedDue(name, year, days.consolidated)
              : t.coming(year + 1, days.coming.from, days.coming.agencies)}
          {/* What was left on a day of the past helps nobody to file. */}
          {next && page.past === undefined && (
            <>
              {' · '}
              <strong>{next.daysLeft === 0 ? t.today : t.left(formatNumber(next.daysLeft))}</strong>
            </>
          )}
        </>
      }
      says={next?.kind === 'agencies' ? t.says : t.past(year, days.agencies)}
    />
  );
};

interface DoorProps {
  /** Left out where nothing is behind it yet. */
  readonly to: string | undefined;
  readonly title: string;
  /** How things stand behind it. */
  readonly states: Child;
  readonly says: string;
  /** Another way into the same room. */
  readonly also?: Child;
}

const Door = ({ to, title, states, says, also }: DoorProps) => (
  <li>
    {to === undefined ? <strong class="door">{title}</strong> : <a href={to}>{title}</a>}
    <p>{states}</p>
    <p class="quiet">{says}</p>
    {also && <p class="also">{also}</p>}
  </li>
);
