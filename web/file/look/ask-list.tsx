/** What a file did not tell for certain: each with the piece of the source beside it, and candidates to choose from. */
import { ASK_WORDS } from '../../../shared/domain/convert/ask-words.ts';
import type { Ask } from '../../../shared/domain/convert/conversion.ts';
import type { SourcePlace } from '../../../shared/domain/convert/layout.ts';
import { CATALOGUES, DECIMALS, type Edition } from '../../../shared/domain/form/catalogue.ts';
import { placeName } from '../../../shared/domain/form/cell-names.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { placeLabels } from '../../form/form-layout.ts';
import { lastYearsFigure, type LastYear } from '../../form/last-year.ts';
import { inLang } from '../../texts/language.ts';
import { listAskedCells } from '../filing-draft.ts';
import type { LookPage } from './look-page.ts';

type AskPage = Omit<LookPage, 'helps'>;

interface AskListProps {
  readonly page: AskPage;
  readonly edition: Edition;
  /** With their places among all asks of the draft, which the buttons name. */
  readonly asks: readonly { readonly ask: Ask; readonly place: number }[];
  /** Whether something can be done about them here: the page's script listens to the buttons. */
  readonly acts: boolean;
  /** Whose figures are told beside the source. */
  readonly lastYear?: LastYear | undefined;
}

export const AskList = (props: AskListProps) => (
  <ol class="asks">
    {props.asks.map(({ ask, place }) => (
      <AskItem {...props} ask={ask} place={place} />
    ))}
  </ol>
);

interface ItemProps extends Omit<AskListProps, 'asks'> {
  readonly ask: Ask;
  readonly place: number;
}

const AskItem = (props: ItemProps) => {
  const { page, edition, ask, place, acts } = props;
  return (
    <li class="ask" id={`ask-${place + 1}`} tabindex={-1}>
      <h3>{inLang(placeName(edition, ask.path), page.lang)}</h3>
      <p class="why">{inLang(ASK_WORDS[ask.why], page.lang)}</p>
      <div>
        <SourcePiece page={page} ask={ask} />
        <LastFigures {...props} />
      </div>
      {acts && (
        <div class="choices">
          <Choices {...props} />
        </div>
      )}
    </li>
  );
};

const SourcePiece = ({ page, ask: { text, place } }: Pick<ItemProps, 'page' | 'ask'>) => {
  const t = page.look.asks;
  const where = place ? describePlace(page, place) : '';
  return text.trim() === '' ? (
    <p class="quiet">{t.noSource}</p>
  ) : (
    <figure class="source-piece">
      <figcaption>
        {t.source}
        {where !== '' && ` · ${where}`}
      </figcaption>
      <blockquote lang="zh-CN">{text}</blockquote>
    </figure>
  );
};

/** What stood in the asked cells last year. */
const LastFigures = ({ page, edition, ask, lastYear }: ItemProps) => {
  const before = listAskedCells(edition, ask).flatMap(({ path, column }) => {
    const figure = lastYear && lastYearsFigure(lastYear, edition, path);
    return figure === undefined ? [] : [{ path, shown: formatNumber(figure, DECIMALS[column.kind]) }];
  });
  if (!lastYear || before.length === 0 || before.length > MAX_SHOWN) return <></>;
  const cells = before.map(({ path }) => path);
  return (
    <p class="quiet">
      {page.look.panel.last(
        lastYear.year,
        before
          .map(({ shown }, i) => `${labelValue(page, edition, { ...ask, cells }, i)} ${shown}`)
          .join(page.t.agency.listSeparator),
      )}
    </p>
  );
};

/** `第 2 页 · 第 3 张表 · 第 5 行`. */
function describePlace({ look: { asks: t } }: AskPage, place: SourcePlace): string {
  return [
    place.page === undefined ? undefined : t.page(place.page),
    place.sheet === undefined ? undefined : t.sheet(place.sheet),
    place.table === undefined ? undefined : t.table(place.table),
    place.row === undefined ? undefined : t.row(place.row),
    place.column === undefined ? undefined : t.column(place.column),
    place.line === undefined ? undefined : t.line(place.line),
    // A line says more than a paragraph.
    place.paragraph === undefined || place.line !== undefined ? undefined : t.paragraph(place.paragraph),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

const Choices = ({ page, edition, ask, place }: ItemProps) => {
  const t = page.look.asks;
  if (ask.why === 'nil')
    return (
      <>
        <button type="button" class="button" data-ask={place} data-value="true">
          {t.nil.yes}
        </button>
        <button type="button" class="button" data-ask={place} data-confirm>
          {t.nil.no}
        </button>
      </>
    );
  const isOfCells = listAskedCells(edition, ask).length > 0;
  const candidates = (ask.candidates ?? []).map((values, candidate) => (
    <Candidate page={page} edition={edition} ask={ask} place={place} candidate={candidate} values={values} />
  ));
  const folded = candidates.slice(MAX_OPEN);
  return (
    <>
      {candidates.slice(0, MAX_OPEN)}
      {folded.length > 0 && (
        <details class="more-candidates">
          <summary>{t.more(formatNumber(folded.length))}</summary>
          <div class="choices">{folded}</div>
        </details>
      )}
      {(isOfCells || hasField(ask.path)) && (
        <button type="button" class="button button-quiet" data-ask-goto={place}>
          {isOfCells ? t.orType : t.look}
        </button>
      )}
      {!isOfCells && (
        <button type="button" class="button" data-ask={place} data-confirm>
          {t.confirm}
        </button>
      )}
    </>
  );
};

interface CandidateProps extends Omit<ItemProps, 'acts'> {
  readonly candidate: number;
  readonly values: readonly (number | string)[];
}

/** Whether the place of a text has a field below. */
const hasField = (path: string): boolean => /^\/(preamble|narrative\/|signature\/|notes\/)/.test(path);

/** More than these are folded. */
const MAX_OPEN = 6;

const Candidate = ({ page, edition, ask, place, candidate, values }: CandidateProps) => {
  const shown = listShown(ask).map((i) => ({
    label: labelValue(page, edition, ask, i),
    value: showValue(edition, ask.cells?.[i] ?? ask.path, values[i]),
  }));
  return (
    <button type="button" class="candidate" data-ask={place} data-candidate={candidate}>
      <span class="unseen">{page.look.asks.take}</span>
      {shown.map(({ label, value }, i) => (
        <span class="candidate-value">
          {i > 0 && <span class="unseen">{page.look.status.separator}</span>}
          <small>{label}</small> <b>{value}</b>
        </span>
      ))}
    </button>
  );
};

/** More are not told apart at a glance: the others are filled in all the same. */
const MAX_SHOWN = 14;

/** A row is shown whole. */
const ROW_LENGTH = 7;

/** Places of the values worth showing: a row's, else those in which the candidates differ, or all of a single one. */
function listShown({ cells = [], candidates = [] }: Ask): readonly number[] {
  const all = cells.length === 0 ? [0] : cells.map((_, i) => i);
  if (all.length <= ROW_LENGTH) return all;
  const differing = all.filter((i) => new Set(candidates.map((values) => values[i])).size > 1);
  return (differing.length > 0 ? differing : all).slice(0, MAX_SHOWN);
}

/** The column; with its row where several rows are filled at once. */
function labelValue({ lang }: AskPage, edition: Edition, { path, cells = [] }: Ask, i: number): string {
  const cell = cells[i];
  if (cell === undefined) return inLang(placeName(edition, path), lang);
  const rows = new Set(cells.map((each) => each.slice(0, each.lastIndexOf('/'))));
  const labels = placeLabels(edition, cell) ?? [placeName(edition, cell)];
  return (rows.size > 1 ? labels : labels.slice(-1)).map((label) => inLang(label, lang)).join(' · ');
}

function showValue(edition: Edition, path: string, value: number | string | undefined): string {
  const cell = CATALOGUES[edition].cellByPath.get(path);
  return typeof value === 'number'
    ? formatNumber(value, cell ? DECIMALS[cell.column.kind] : 0)
    : (value ?? formatNumber(undefined));
}
