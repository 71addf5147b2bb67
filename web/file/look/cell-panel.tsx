/** What is known of the cell that is being filled in: its name, last year's figure, what the rules say, the row's help. */
import { CATALOGUES, DECIMALS } from '../../../shared/domain/form/catalogue.ts';
import { placeName } from '../../../shared/domain/form/cell-names.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { lastYearsFigure, type LastYear } from '../../form/last-year.ts';
import type { ShownFinding } from '../../form/shown-finding.ts';
import { inLang } from '../../texts/language.ts';
import type { FilingDraft } from '../filing-draft.ts';
import { findRow, nameCell } from './look-form.tsx';
import type { LookPage } from './look-page.ts';
import { findRowHelp } from './row-help.ts';

interface PanelProps {
  readonly page: LookPage;
  readonly draft: FilingDraft;
  readonly findings: readonly ShownFinding[];
  readonly lastYear: LastYear | undefined;
  /** A cell's, or a row's whose help was asked for. */
  readonly path: string;
  readonly isHelpOpen: boolean;
}

export const CellPanel = (props: PanelProps) => {
  const { page, draft, findings, path, isHelpOpen } = props;
  const t = page.look;
  const { edition } = draft;
  const cell = CATALOGUES[edition].cellByPath.get(path);
  const row = findRow(edition, path);
  const help = row && findRowHelp(page.helps, edition, row.path);
  const here = findings.filter((finding) => finding.path === path);
  return (
    <>
      <div class="panel-head">
        <b>{cell ? nameCell(page, edition, path) : row && inLang(placeName(edition, row.path), page.lang)}</b>
        {cell && <LastFigure {...props} />}
        <button type="button" class="panel-close" data-panel-close aria-label={t.help.close}>
          ×
        </button>
      </div>
      {here.map(({ severity, message }) => (
        <p class={`finding-short finding-short-${severity}`}>
          <b>{page.t.agency[severity]}</b> {inLang(message, page.lang)}
        </p>
      ))}
      {help && (
        <details class="row-help" open={isHelpOpen}>
          <summary>{t.help.what}</summary>
          <p>{help.what}</p>
          <p>
            <b>{t.help.article}</b> {help.article}
          </p>
          <p>
            <b>{t.help.example}</b> {help.example}
          </p>
        </details>
      )}
    </>
  );
};

const LastFigure = ({ page, draft, lastYear, path }: PanelProps) => {
  if (!lastYear) return <></>;
  const before = lastYearsFigure(lastYear, draft.edition, path);
  const kind = CATALOGUES[draft.edition].cellByPath.get(path)?.column.kind ?? 'count';
  return (
    <span class="quiet">
      {before === undefined
        ? page.look.panel.noLast(lastYear.year)
        : page.look.panel.last(lastYear.year, formatNumber(before, DECIMALS[kind]))}
    </span>
  );
};
