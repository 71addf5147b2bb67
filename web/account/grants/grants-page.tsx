/** What was granted within a person's reach. */
import { nameGrant } from '../../../shared/domain/authority/grant-record.ts';
import { hasEnded } from '../../../shared/domain/authority/check-grant.ts';
import type { IsoDay } from '../../../shared/domain/basics/calendar.ts';
import { printChinaMinute } from '../../../shared/domain/basics/calendar.ts';
import type { GrantFound } from '../../../shared/adapters/table/grant-records.ts';
import { GRANTS_PATH } from '../../site/account-address.ts';
import { Layout } from '../../site/layout.tsx';
import { KeptFields } from '../../site/hidden-fields.tsx';
import { hrefNow, type PageContext } from '../../site/page-context.ts';
import type { GrantsTexts } from '../../texts/grants-zh-cn.ts';
import { AccountForm } from '../account-form.tsx';
import { tellGrantTexts } from './grant-parts.tsx';
import { tellGranted, tellRest, tellSpan, type GrantNames } from './grant-words.ts';
import type { ChosenRegion } from './granting-places.ts';

interface GrantsView {
  readonly own: string;
  readonly found: readonly GrantFound[];
  readonly names: GrantNames;
  readonly today: IsoDay;
  /** As it was asked for. */
  readonly region: string;
  readonly isRegionUnknown: boolean;
  readonly withEnded: boolean;
  readonly regions: readonly ChosenRegion[];
  readonly next: string | undefined;
  readonly done: keyof GrantsTexts['done'] | undefined;
}

export const GrantsPage = ({ page, view }: { readonly page: PageContext; readonly view: GrantsView }) => {
  const t = tellGrantTexts(page);
  return (
    <Layout page={page} title={t.heading} crumbs={[]}>
      <h1>{t.heading}</h1>
      {view.done !== undefined && (
        <p class="banner" role="status">
          {t.done[view.done]}
        </p>
      )}
      <p class="summary">{t.intro}</p>
      <p>
        <a class="button button-main" href={hrefNow(page, `${GRANTS_PATH}/new`)}>
          {t.add}
        </a>
      </p>
      <Filter page={page} view={view} />
      <section aria-labelledby="grants">
        <h2 id="grants">{t.list}</h2>
        {view.found.length === 0 ? (
          <p class="empty">{view.next === undefined ? t.none : t.noneHere}</p>
        ) : (
          <Grants page={page} view={view} />
        )}
        {view.next !== undefined && (
          <p>
            <a rel="next" href={hrefNow(page, addressOfNext(view, view.next))}>
              {t.next}
            </a>
          </p>
        )}
      </section>
    </Layout>
  );
};

const addressOfNext = ({ region, withEnded }: GrantsView, next: string): string =>
  `${GRANTS_PATH}?${new URLSearchParams({
    ...(region !== '' && { region }),
    ...(withEnded && { ended: 'yes' }),
    after: next,
  }).toString()}`;

const Filter = ({ page, view }: { readonly page: PageContext; readonly view: GrantsView }) => {
  const t = tellGrantTexts(page);
  return (
    <form class="grant-filter" method="get" action={GRANTS_PATH}>
      <KeptFields page={page} />
      <label for="grants-region">{t.region}</label>
      <input
        id="grants-region"
        name="region"
        type="text"
        maxlength={60}
        value={view.region}
        list={view.regions.length > 0 ? 'grants-regions' : undefined}
        aria-invalid={view.isRegionUnknown ? 'true' : undefined}
        aria-describedby={view.isRegionUnknown ? 'grants-region-unknown' : undefined}
      />
      <RegionChoices id="grants-regions" regions={view.regions} />
      <label>
        <input type="checkbox" name="ended" value="yes" checked={view.withEnded} /> {t.ended}
      </label>
      <button class="button" type="submit">
        {t.show}
      </button>
      {view.isRegionUnknown && (
        <p class="invalid" id="grants-region-unknown">
          {t.complaints.region}
        </p>
      )}
    </form>
  );
};

export const RegionChoices = ({
  id,
  regions,
}: {
  readonly id: string;
  readonly regions: readonly ChosenRegion[];
}) =>
  regions.length === 0 ? (
    <></>
  ) : (
    <datalist id={id}>
      {regions.map(({ code, name }) => (
        <option value={`${code} ${name}`} />
      ))}
    </datalist>
  );

const Grants = ({ page, view }: { readonly page: PageContext; readonly view: GrantsView }) => {
  const t = tellGrantTexts(page);
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.list)}>
      <table class="children grants">
        <thead>
          <tr>
            <th scope="col">{t.person}</th>
            <th scope="col">{t.what}</th>
            <td></td>
            <th scope="col">{t.span}</th>
            <th scope="col">{t.by}</th>
            <th scope="col">{t.lastSignIn}</th>
          </tr>
        </thead>
        <tbody>
          {view.found.map((one) => (
            <GrantRow page={page} view={view} one={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const GrantRow = ({
  page,
  view,
  one: { grant, lastSignIn },
}: {
  readonly page: PageContext;
  readonly view: GrantsView;
  readonly one: GrantFound;
}) => {
  const t = tellGrantTexts(page);
  const what = tellGranted(grant, view.names, page.lang);
  const rest = tellRest(grant, view.today, t);
  const by = grant.by.kind === 'person' || grant.by.kind === 'credential' ? grant.by.name : t.byFile;
  return (
    <tr>
      <th scope="row">
        {grant.name} <span class="quiet address">{grant.mail}</span>
      </th>
      <td>{what}</td>
      <td>
        {grant.mail === view.own && <span class="quiet">{t.own}</span>}
        {grant.mail !== view.own && !grant.withdrawn && !hasEnded(grant, view.today) && (
          <AccountForm
            page={page}
            action={`${GRANTS_PATH}/withdraw/preview`}
            fields={{ mail: grant.mail, granted: nameGrant(grant) }}
          >
            <button class="button" type="submit" aria-label={t.withdrawOf(grant.name, what)}>
              {t.withdraw}
            </button>
          </AccountForm>
        )}
      </td>
      <td>
        {tellSpan(grant, t)}
        {rest !== undefined && <span class="quiet"> · {rest}</span>}
      </td>
      <td>{t.byAt(by, printChinaMinute(grant.since))}</td>
      <td>{lastSignIn === undefined ? '–' : printChinaMinute(lastSignIn)}</td>
    </tr>
  );
};
