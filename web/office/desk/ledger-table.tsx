/** The rectification ledger as a table: its files and its page are drawn from the same columns. */
import { printChinaMinute } from '../../../shared/domain/basics/calendar.ts';
import { KIND_WORDS } from '../../../shared/domain/compliance/state-words.ts';
import { RECTIFICATION_WORDS } from '../../../shared/domain/desk/desk-words.ts';
import { chooseEdition } from '../../../shared/domain/form/catalogue.ts';
import { placeName } from '../../../shared/domain/form/cell-names.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { calledIn } from '../../../shared/domain/roster/former-names.ts';
import { ACT_WORDS } from '../../../shared/domain/standing/acts/act-words.ts';
import type { LedgerLine } from '../../../shared/pipeline/read-desk.ts';
import { officeAgencyPath } from '../../site/office-address.ts';
import { hrefNow, submissionPath, type PageContext } from '../../site/page-context.ts';
import { formatCell } from '../../site/format-cell.ts';
import type { ColumnOf, PageColumn, RowTable } from '../../site/table.ts';
import { DESK_TEXTS } from '../../texts/desk.ts';
import { inLang, type Lang } from '../../texts/language.ts';
import { asHead } from './bulk-panel.tsx';
import { nameActor } from './desk-table.ts';
import type { LedgerView } from './ledger-view.ts';

type Column = PageColumn<LedgerLine>;

export function layLedger(view: LedgerView, lang: Lang): RowTable<LedgerLine> {
  const t = DESK_TEXTS[lang];
  const { columns: c, ledger: l } = t;
  const { year, region } = view;
  const columns: Column[] = [
    {
      ...text('agency', c.agency, calledIn),
      draw: (line, page) => (
        <Agency page={page} line={line} year={year} region={region.code} isLinked={view.mayAct} />
      ),
    },
    onFiles(text('district', c.district, ({ districtName }) => districtName)),
    onFiles(text('kind', c.kind, ({ kind }) => inLang(KIND_WORDS[kind], lang))),
    text('act', l.kind, ({ act }) => asHead(inLang(ACT_WORDS[act.kind], lang))),
    text('at', l.at, ({ act }) => printChinaMinute(act.at)),
    text('by', l.by, ({ act }) => nameActor(act.by, t)),
    {
      ...text('reason', l.reason, ({ act }) => act.why),
      draw: (line) => <Reason line={line} places={tellPlaces(line, lang)} />,
    },
    onFiles(text('places', l.places, (line) => tellPlaces(line, lang).join('\n') || null)),
    text('until', l.until, ({ act }) => act.until),
    {
      ...text('outcome', l.outcome, ({ outcome }) => inLang(RECTIFICATION_WORDS[outcome], lang)),
      draw: (line, page) => <Outcome page={page} line={line} />,
    },
    onFiles(
      text('endedAt', l.endedAt, ({ endedAt }) => (endedAt === undefined ? null : printChinaMinute(endedAt))),
    ),
    { key: 'days', label: l.days, type: 'number', read: ({ days }) => days ?? null },
    { key: 'daysOver', label: l.daysOver, type: 'number', only: 'files', read: ({ daysOver }) => daysOver },
    onFiles(text('id', c.id, ({ place }) => place.agencyId)),
    onFiles(text('districtCode', c.districtCode, ({ place }) => place.district)),
    onFiles(text('submission', l.submission, ({ act }) => act.submission.submissionId)),
  ];
  return { name: 'rectifications', title: t.ledgerLink, columns: columns.map(labelled), rows: view.lines };
}

/** On a phone a row is a card without heads. */
function labelled(column: Column, index: number): Column {
  if (index === 0 || column.only === 'files') return column;
  const { label, draw } = column;
  return {
    ...column,
    draw: (line, page) => (
      <>
        <span class="card-label">{label}</span>
        {draw?.(line, page) ?? ('read' in column ? formatCell(column.read(line), column) : '')}
      </>
    ),
  };
}

const text = (key: string, label: string, read: ColumnOf<LedgerLine>['read']) =>
  ({ key, label, type: 'text', read }) as const;
const onFiles = <One extends ReturnType<typeof text>>(column: One) => ({ ...column, only: 'files' as const });

function tellPlaces({ act, place }: LedgerLine, lang: Lang): string[] {
  const edition = chooseEdition(place.year);
  return (act.paths ?? []).map((path) => inLang(placeName(edition, path), lang));
}

interface AgencyProps {
  readonly page: PageContext;
  readonly line: LedgerLine;
  readonly year: number;
  readonly region: string;
  readonly isLinked: boolean;
}

const Agency = ({ page, line, year, region, isLinked }: AgencyProps) => {
  const { agencyId, district } = line.place;
  const { submissionId } = line.act.submission;
  const path = isLinked ? officeAgencyPath(agencyId, year) : submissionPath(agencyId, year, submissionId);
  return (
    <>
      <a href={hrefNow(page, path)}>{calledIn(line)}</a>
      <span class="detail">
        {[...(district === region ? [] : [line.districtName]), page.t.kinds[line.kind]].join(' · ')}
      </span>
    </>
  );
};

const Reason = ({ line, places }: { readonly line: LedgerLine; readonly places: readonly string[] }) => (
  <>
    <span class="desk-note">{line.act.why}</span>
    {places.map((place) => (
      <span class="detail">{place}</span>
    ))}
  </>
);

const Outcome = ({ page, line }: { readonly page: PageContext; readonly line: LedgerLine }) => {
  const t = DESK_TEXTS[page.lang].ledger;
  const { outcome, endedAt, daysOver } = line;
  const at = endedAt === undefined ? '' : printChinaMinute(endedAt);
  return (
    <>
      <span class={outcome === 'overdue' ? 'overdue' : outcome === 'late' ? 'late' : undefined}>
        {inLang(RECTIFICATION_WORDS[outcome], page.lang)}
      </span>
      {daysOver > 0 && <span class="detail">{t.overBy(formatNumber(daysOver))}</span>}
      {endedAt !== undefined && (
        <span class="detail">
          {outcome === 'withdrawn'
            ? t.withdrawn(at)
            : outcome === 'confirmed'
              ? t.confirmed(at)
              : t.corrected(at)}
        </span>
      )}
    </>
  );
};
