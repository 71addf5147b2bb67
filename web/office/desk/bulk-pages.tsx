/** What one act about several agencies would do, before it is done; and what came of it for each. */
import type { Text } from '../../../shared/domain/basics/text.ts';
import { STATE_WORDS } from '../../../shared/domain/compliance/state-words.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { tellState, type AgencyYearState } from '../../../shared/domain/standing/agency-year.ts';
import type { AgencyYear } from '../../../shared/domain/standing/agency-year-record.ts';
import { Layout } from '../../site/layout.tsx';
import { DESK_PATH, officeAgencyPath } from '../../site/office-address.ts';
import { hrefNow, type PageContext } from '../../site/page-context.ts';
import { DESK_TEXTS } from '../../texts/desk.ts';
import { inLang } from '../../texts/language.ts';
import {
  nameIdentified,
  type BulkAsked,
  type DoneRow,
  type PossibleRow,
  type PreviewedRow,
} from './bulk-acts.ts';
import { asHead, BULK_WORDS } from './bulk-panel.tsx';

interface Common {
  readonly page: PageContext;
  /** The list that it was chosen in, as a query. */
  readonly back: string;
}

const BackToList = ({ page, back }: Common) => (
  <p>
    <a href={hrefNow(page, `${DESK_PATH}${back}`)}>{DESK_TEXTS[page.lang].bulk.back}</a>
  </p>
);

/** What is wrong with what was asked for as a whole. */
export const BulkFaultPage = ({ page, back, fault }: Common & { readonly fault: Text }) => {
  const t = DESK_TEXTS[page.lang].bulk;
  return (
    <Layout page={page} title={t.heading} crumbs={[]}>
      <section class="empty">
        <h1>{t.heading}</h1>
        <p class="invalid">{inLang(fault, page.lang)}</p>
        <BackToList page={page} back={back} />
      </section>
    </Layout>
  );
};

interface PreviewProps extends Common {
  readonly region: string;
  readonly year: number;
  readonly asked: BulkAsked;
  readonly rows: readonly PreviewedRow[];
}

export const BulkPreviewPage = ({ page, back, region, year, asked, rows }: PreviewProps) => {
  const t = DESK_TEXTS[page.lang].bulk;
  const title = t.previewHeading(asHead(inLang(BULK_WORDS[asked.act], page.lang)), formatNumber(rows.length));
  const possible = rows.filter((row) => row.kind === 'possible');
  const refused = rows.filter((row) => row.kind === 'refused');
  return (
    <Layout page={page} title={title} crumbs={[]}>
      <div class="title">
        <div>
          <h1>{title}</h1>
          <Said page={page} asked={asked} />
        </div>
      </div>
      {refused.length > 0 && (
        <section aria-labelledby="impossible">
          <h2 id="impossible">{t.impossible(formatNumber(refused.length))}</h2>
          <ul class="bulk-refused">
            {refused.map((row) => (
              <li>
                <a href={hrefNow(page, officeAgencyPath(row.on.agencyId, row.on.year))}>{row.name}</a>
                {page.t.colon}
                {inLang(row.why, page.lang)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {possible.length === 0 ? (
        <p class="empty">{t.none}</p>
      ) : (
        <section aria-labelledby="possible">
          <h2 id="possible">{t.possible(formatNumber(possible.length))}</h2>
          {possible.some(({ consequences }) => consequences.length > 0) && <p class="note">{t.eachAlone}</p>}
          <PossibleRows page={page} rows={possible} />
          <form class="bulk-confirm" method="post" action={hrefNow(page, `${DESK_PATH}/acts`)}>
            <input type="hidden" name="region" value={region} />
            <input type="hidden" name="year" value={String(year)} />
            <input type="hidden" name="back" value={back} />
            <input type="hidden" name="act" value={asked.act} />
            <input type="hidden" name="why" value={asked.why} />
            {asked.until !== undefined && <input type="hidden" name="until" value={asked.until} />}
            {possible.map(({ row }) => (
              <input type="hidden" name="row" value={nameIdentified(row)} />
            ))}
            <button type="submit" class="button button-main">
              {t.confirm(formatNumber(possible.length))}
            </button>
          </form>
        </section>
      )}
      <BackToList page={page} back={back} />
    </Layout>
  );
};

const Said = ({ page, asked }: { readonly page: PageContext; readonly asked: Omit<BulkAsked, 'rows'> }) => {
  const t = DESK_TEXTS[page.lang].bulk;
  return (
    <dl class="bulk-said">
      {asked.why !== '' && (
        <div>
          <dt>{t.reasonIs}</dt>
          <dd>{asked.why}</dd>
        </div>
      )}
      {asked.until !== undefined && (
        <div>
          <dt>{t.untilIs}</dt>
          <dd>{asked.until}</dd>
        </div>
      )}
    </dl>
  );
};

const RowHead = ({
  page,
  row: { on, name },
}: {
  readonly page: PageContext;
  readonly row: Pick<PossibleRow, 'on' | 'name'>;
}) => (
  <th scope="row">
    <a href={hrefNow(page, officeAgencyPath(on.agencyId, on.year))}>{name}</a>
  </th>
);

const PossibleRows = ({
  page,
  rows,
}: {
  readonly page: PageContext;
  readonly rows: readonly PossibleRow[];
}) => {
  const t = DESK_TEXTS[page.lang];
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.columns.agency)}>
      <table class="children desk">
        <thead>
          <tr>
            <th scope="col">{t.columns.agency}</th>
            <th scope="col">{t.columns.state}</th>
            <th scope="col">{t.bulk.consequence}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <RowHead page={page} row={row} />
              <td data-label={t.columns.state}>{tellChange(page, row)}</td>
              <td data-label={t.bulk.consequence}>
                <Consequences page={page} row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const tellItemState = ({ obliged, inForce, latest }: AgencyYear): AgencyYearState =>
  tellState({ obliged, inForce, submitted: latest !== undefined });

function tellChange(page: PageContext, { before, after }: PossibleRow): string {
  if (!before || !after) return '–';
  const [then, now] = [before, after].map((one) => inLang(STATE_WORDS[tellItemState(one)], page.lang));
  return then === now ? (then ?? '') : DESK_TEXTS[page.lang].bulk.state(then ?? '', now ?? '');
}

const Consequences = ({ page, row }: { readonly page: PageContext; readonly row: PossibleRow }) => {
  const t = DESK_TEXTS[page.lang].bulk;
  if (row.to !== undefined) return <>{t.mailTo(row.to)}</>;
  // That of the agency's own region: those above change by as much.
  const [own] = row.consequences.toSorted((a, b) => (a.code > b.code ? -1 : 1));
  if (!own) return <span class="quiet">{t.unchangedTotals}</span>;
  const { before, after } = own.reports;
  return (
    <>
      {t.changes(
        own.name,
        formatNumber(before.accepted),
        formatNumber(after.accepted),
        formatNumber(own.figures.length),
      )}
    </>
  );
};

interface DoneProps extends Common {
  readonly asked: Omit<BulkAsked, 'rows'>;
  readonly rows: readonly DoneRow[];
}

export const BulkDonePage = ({ page, back, asked, rows }: DoneProps) => {
  const t = DESK_TEXTS[page.lang];
  const title = t.bulk.doneHeading(asHead(inLang(BULK_WORDS[asked.act], page.lang)));
  const refused = rows.filter(({ kind }) => kind === 'refused').length;
  return (
    <Layout page={page} title={title} crumbs={[]}>
      <div class="title">
        <div>
          <h1>{title}</h1>
          <p role="status">
            {t.bulk.doneCount(formatNumber(rows.length - refused))}
            {refused > 0 && ` · ${t.bulk.refusedCount(formatNumber(refused))}`}
          </p>
          <Said page={page} asked={asked} />
        </div>
      </div>
      <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(title)}>
        <table class="children desk">
          <thead>
            <tr>
              <th scope="col">{t.columns.agency}</th>
              <th scope="col">{t.bulk.outcome}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <RowHead page={page} row={row} />
                <td data-label={t.bulk.outcome} class={row.kind === 'refused' ? 'invalid' : undefined}>
                  {row.kind === 'refused' ? inLang(row.why, page.lang) : t.bulk[row.kind]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <BackToList page={page} back={back} />
    </Layout>
  );
};
