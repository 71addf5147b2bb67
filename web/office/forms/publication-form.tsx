/** Recording where and when a report was published, and the receipt of that. */
import { printChinaMinute } from '../../../shared/domain/basics/calendar.ts';
import type { Place } from '../../../shared/domain/basics/place.ts';
import { MAX_URL_LENGTH } from '../../../shared/domain/findings/document-limits.ts';
import { nameInYear } from '../../../shared/domain/roster/former-names.ts';
import { describePublication } from '../../../shared/domain/standing/publication-words.ts';
import type { PublicationStanding } from '../../../shared/domain/standing/publication.ts';
import {
  previewPublication,
  readPublicationReceipt,
  statePublication,
  type AskedPublication,
} from '../../../shared/pipeline/state-publication.ts';
import { inLang } from '../../texts/language.ts';
import { officeAgencyPath, publicationFormPath } from '../../site/office-address.ts';
import { Layout } from '../../site/layout.tsx';
import { agencyYearPath, href, type PageContext } from '../../site/page-context.ts';
import { makeOfficePage, showPage } from '../office-page.tsx';
import { OfficeRefusal } from '../office-problem.ts';
import type { OfficeApp, OfficeContext, OfficeDeps } from '../ports.ts';
import { demandMay } from '../who-asks.ts';
import { converse, showForm, tellTexts, type OfficeForm, type Typed } from './converse.tsx';
import { appendAct, signPerson } from './sign-person.ts';

const PAGE = '/office/agencies/:agency/years/:year{[0-9]{4}}/publication';
/** It is recorded within a second or two. */
const LOOK_AGAIN_S = 2;

export function routePublications(app: OfficeApp, deps: OfficeDeps): void {
  app.get(PAGE, async (c) => {
    const about = await findYear(c, deps);
    return showForm(c, deps, makeForm(c, deps, about), () => '');
  });
  app.post(PAGE, async (c) => converse(c, deps, makeForm(c, deps, await findYear(c, deps))));
  app.get(`${PAGE}/:record`, async (c) => {
    const about = await findYear(c, deps);
    const recordId = c.req.param('record');
    const receipt = await readPublicationReceipt(deps.publications, about.on, recordId);
    // A page without a script looks again by itself.
    if (!receipt) c.header('refresh', String(LOOK_AGAIN_S));
    const page = makeOfficePage(c, deps);
    return showPage(c, <ReceiptPage page={page} about={about} recordId={recordId} receipt={receipt} />);
  });
}

interface About {
  readonly on: Place;
  readonly name: string;
}

async function findYear(c: OfficeContext, { table }: Pick<OfficeDeps, 'table'>): Promise<About> {
  const agencyId = c.req.param('agency') ?? '';
  const year = Number(c.req.param('year'));
  const roster = await table.roster(agencyId);
  if (!roster) throw new OfficeRefusal('unknown-agency');
  const { district } = roster;
  demandMay(c, 'record-publication', { kind: 'agency', agency: agencyId, district });
  return { on: { district, agencyId, year }, name: nameInYear(roster, year) };
}

type Plan = Exclude<Awaited<ReturnType<typeof previewPublication>>, { readonly kind: 'refused' }>;

function makeForm(c: OfficeContext, deps: OfficeDeps, { on, name }: About): OfficeForm<Plan> {
  const page = makeOfficePage(c, deps);
  const texts = tellTexts(page);
  const t = texts.publication;
  const ask = (typed: Typed): AskedPublication => ({
    on,
    by: signPerson(c),
    publishedOn: typed('publishedOn'),
    sourceUrl: typed('sourceUrl'),
  });
  return {
    title: t.title(name, on.year),
    crumbs: crumbsOf(page, { on, name }),
    path: publicationFormPath(on.agencyId, on.year),
    intro: t.intro,
    fields: (typed) => [
      {
        name: 'publishedOn',
        label: t.publishedOn,
        kind: 'date',
        value: typed('publishedOn'),
        hint: t.publishedOnHint,
        isRequired: true,
      },
      {
        name: 'sourceUrl',
        label: `${t.sourceUrl}${texts.optional}`,
        kind: 'url',
        value: typed('sourceUrl'),
        hint: t.sourceUrlHint,
        maxLength: MAX_URL_LENGTH,
      },
    ],
    plan: (typed) => previewPublication({ ...deps.publications, now: deps.now }, ask(typed)),
    tell: ({ before, after, deadline }) => (
      <>
        <p>{t.deadline(deadline)}</p>
        <dl class="states">
          <dt>{t.before}</dt>
          <dd>{tellStanding(page, before)}</dd>
          <dt>{t.after}</dt>
          <dd>{tellStanding(page, after)}</dd>
        </dl>
      </>
    ),
    async perform(typed) {
      const asked = ask(typed);
      const stating = { ...deps, ...deps.publications };
      const planned = await previewPublication(stating, asked);
      if (planned.kind === 'refused') return planned;
      const { agencyId: agency, district, year } = on;
      await appendAct(deps, asked.by, {
        act: 'record-publication',
        on: { kind: 'agency', agency, district, year },
        detail: `${asked.publishedOn} ${asked.sourceUrl}`.trim(),
      });
      const put = await statePublication(stating, asked);
      if (put.kind === 'refused') return put;
      return `${publicationFormPath(agency, year)}/${encodeURIComponent(put.recordId)}`;
    },
  };
}

function tellStanding(page: PageContext, standing: PublicationStanding | undefined): string {
  if (!standing) return tellTexts(page).publication.unknown;
  const { publishedOn = '', sourceUrl = '' } = standing;
  return [inLang(describePublication(standing), page.lang), publishedOn, sourceUrl].join(' ').trimEnd();
}

const crumbsOf = (page: PageContext, { on: { agencyId, year }, name }: About) => [
  { name: page.t.titleOf(name, year), path: agencyYearPath(agencyId, year) },
  { name: tellTexts(page).toYear, path: officeAgencyPath(agencyId, year) },
];

const ReceiptPage = ({
  page,
  about,
  recordId,
  receipt,
}: {
  readonly page: PageContext;
  readonly about: About;
  readonly recordId: string;
  readonly receipt: Awaited<ReturnType<typeof readPublicationReceipt>>;
}) => {
  const t = tellTexts(page).publication;
  const { on } = about;
  return (
    <Layout page={page} title={t.receipt} crumbs={crumbsOf(page, about)}>
      <div class="title">
        <h1>{t.receipt}</h1>
        <p>{page.t.titleOf(about.name, on.year)}</p>
      </div>
      {receipt === undefined ? (
        <p class="banner" role="status">
          {t.waiting}
        </p>
      ) : receipt.outcome === 'recorded' ? (
        <p class="banner banner-done" role="status">
          {t.recorded}
        </p>
      ) : (
        <div class="banner banner-returned" role="alert">
          <p>{t.refused}</p>
          <ul>
            {receipt.problems.map(({ message }) => (
              <li>{inLang(message, page.lang)}</li>
            ))}
          </ul>
        </div>
      )}
      <dl class="asked-act">
        {receipt?.publishedOn !== undefined && (
          <>
            <dt>{t.publishedOn}</dt>
            <dd>{receipt.publishedOn}</dd>
          </>
        )}
        {receipt?.sourceUrl !== undefined && (
          <>
            <dt>{t.sourceUrl}</dt>
            <dd class="act-why">{receipt.sourceUrl}</dd>
          </>
        )}
        {receipt && (
          <>
            <dt>{t.at}</dt>
            <dd>{printChinaMinute(receipt.receivedAt)}</dd>
          </>
        )}
        <dt>{t.version}</dt>
        <dd class="act-why">{recordId}</dd>
      </dl>
      <p>
        <a href={href(page, officeAgencyPath(on.agencyId, on.year))}>{tellTexts(page).toYear}</a>
      </p>
    </Layout>
  );
};
