/** Where an agency's information is to be had: guide and catalogue, reading points, contact, and what the public thought of it. */
import { tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import {
  isNothing,
  isOutdated,
  type DisclosureDocument,
  type DisclosurePlace,
  type DisclosureRecord,
} from '../../shared/domain/roster/disclosure.ts';
import { DatasetMark } from '../site/state-mark.tsx';
import { Layout } from '../site/layout.tsx';
import {
  agencyPath,
  href,
  inPinyin,
  regionName,
  regionPath,
  type PageContext,
} from '../site/page-context.ts';
import { QrCode } from '../site/qr-code.tsx';
import { RowsTable } from '../site/rows-table.tsx';
import type { PageColumn } from '../site/table.ts';
import { DISCLOSURE_TEXTS } from '../texts/disclosure.ts';
import { Relatives } from './agency-pages.tsx';
import type { DisclosureView } from './disclosure-view.ts';

interface Props {
  readonly page: PageContext;
  readonly view: DisclosureView;
}

export const DisclosurePage = ({ page, view }: Props) => {
  const t = DISCLOSURE_TEXTS[page.lang];
  const { roster, lineage, disclosure } = view;
  const name = inPinyin(page, roster.name);
  // Published figures say nothing of what is registered here; what a demonstration invents is this, too.
  const isSynthetic = roster.dataset === 'synthetic';
  return (
    <Layout
      page={page}
      title={t.title(name)}
      crumbs={[
        ...lineage.map((region) => ({
          name: regionName(page, region),
          path: regionPath(region.code, view.year),
        })),
        { name, path: agencyPath(roster.id) },
      ]}
    >
      <div class="title">
        <h1>{t.title(name)}</h1>
        <p class="facts">
          {page.t.kinds[roster.kind]} · {page.t.agency.since(roster.from, roster.to)} · {page.t.agency.id}{' '}
          <code>{roster.id}</code>
          <Relatives page={page} facts={view} head={page.t.agency.predecessors} ids={roster.predecessors} />
          <Relatives
            page={page}
            facts={view}
            head={page.t.agency.successors}
            ids={roster.successors ?? []}
          />{' '}
          {isSynthetic && <DatasetMark page={page} dataset={roster.dataset} />}
          {' · '}
          <a href={href(page, agencyPath(roster.id))}>{t.years}</a>
        </p>
      </div>
      {disclosure === undefined || isNothing(disclosure) ? (
        <p class="nothing">{t.nothing}</p>
      ) : (
        <>
          {isSynthetic && (
            <p class="banner" data-origin>
              {page.t.data.synthetic} – {t.invented}
            </p>
          )}
          <Registered page={page} view={view} disclosure={disclosure} />
        </>
      )}
    </Layout>
  );
};

const Registered = ({ page, view, disclosure }: Props & { readonly disclosure: DisclosureRecord }) => {
  const t = DISCLOSURE_TEXTS[page.lang];
  const { guide, catalogue, contact, points, reviews, since } = disclosure;
  return (
    <>
      <section aria-labelledby="documents">
        <h2 id="documents">{t.documents}</h2>
        <ul class="disclosure-documents">
          <Document page={page} view={view} title={t.guide} document={guide} />
          <Document page={page} view={view} title={t.catalogue} document={catalogue} />
        </ul>
      </section>
      {contact && (
        <section aria-labelledby="contact">
          <h2 id="contact">{t.contact}</h2>
          <PlaceTable page={page} name={t.contact} places={[contact]} />
        </section>
      )}
      <section aria-labelledby="points">
        <h2 id="points">{t.points}</h2>
        {points.length === 0 ? (
          <p class="quiet">{t.noPoints}</p>
        ) : (
          <PlaceTable page={page} name={t.points} places={points} />
        )}
      </section>
      {reviews.length > 0 && (
        <section aria-labelledby="reviews">
          <h2 id="reviews">{t.reviews}</h2>
          <ul class="disclosure-documents">
            {reviews.map((document) => (
              <Document page={page} view={view} title={t.review} document={document} />
            ))}
          </ul>
        </section>
      )}
      <p class="note disclosure-source">{t.source(tellChinaDay(since))}</p>
    </>
  );
};

/** On paper the address stands beside its code: there a link leads nowhere. */
const Document = ({
  page,
  view,
  title,
  document,
}: Props & { readonly title: string; readonly document: DisclosureDocument | undefined }) => {
  const t = DISCLOSURE_TEXTS[page.lang];
  if (document === undefined)
    return (
      <li>
        <h3>{title}</h3>
        <p class="quiet">{t.missing}</p>
      </li>
    );
  const { title: own = title, url, updated } = document;
  const isOld = updated !== undefined && isOutdated(updated, view.today);
  return (
    <li>
      <h3>
        <a href={url} rel="nofollow noreferrer">
          {own}
        </a>
      </h3>
      <p>
        {updated === undefined ? <span class="quiet">{t.notStated}</span> : t.updated(updated)}
        {isOld && (
          <>
            {' · '}
            <strong class="outdated">{t.outdated}</strong>
          </>
        )}
      </p>
      <p class="on-paper">
        <QrCode text={url} label={t.qr(own)} /> {url}
      </p>
    </li>
  );
};

const PlaceTable = ({
  page,
  name,
  places,
}: {
  readonly page: PageContext;
  readonly name: string;
  readonly places: readonly DisclosurePlace[];
}) => {
  const t = DISCLOSURE_TEXTS[page.lang].columns;
  const keys = ['title', 'address', 'hours', 'phone', 'mail', 'url'] as const;
  const columns = keys
    .filter((key) => key === 'title' || places.some((place) => place[key] !== undefined))
    .map((key): PageColumn<DisclosurePlace> => {
      const read = (place: DisclosurePlace) => place[key] ?? (key === 'title' ? name : null);
      const column = { key, label: t[key], type: 'text', read } as const;
      return key === 'url' || key === 'mail'
        ? { ...column, draw: (place) => linkTo(place[key], key) }
        : column;
    });
  return (
    <RowsTable
      page={page}
      table={{ columns, rows: places }}
      label={{ text: page.t.children.scroll(name) }}
      class="disclosure-places"
      asCards
    />
  );
};

const linkTo = (address: string | undefined, kind: 'url' | 'mail') =>
  address === undefined ? (
    '–'
  ) : (
    <a href={kind === 'mail' ? `mailto:${address}` : address} rel="nofollow noreferrer">
      {address}
    </a>
  );
