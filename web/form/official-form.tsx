/** The form of one version: its figures, with what was found marked in its cell. */
import { DECIMALS } from '../../shared/domain/form/catalogue.ts';
import { fromStored, type Figures } from '../../shared/domain/form/figures.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { lastYearsFigure, type LastYear } from './last-year.ts';
import { standsExplained, type ShownFinding } from './shown-finding.ts';
import { listProposals, groupSuspects, type Proposal } from './suspect-groups.ts';
import { cellId } from './form-layout.ts';
import { FormTables, type CellPlace } from './form-tables.tsx';
import type { Wording } from '../site/page-context.ts';

interface FormProps {
  readonly page: Wording;
  readonly figures: Figures;
  /** In the order of the list, whose numbers mark the cells. */
  readonly findings: readonly ShownFinding[];
  readonly lastYear?: LastYear | undefined;
  /** Whether last year's figures stand in the cells; else a pointer that rests on one is told. */
  readonly withLastYear?: boolean;
}

interface Marks {
  readonly number: number;
  readonly severity: ShownFinding['severity'];
  /** Nothing is to be done: another finding of the cell goes before it. */
  readonly isExplained: boolean;
}
interface CellContext extends Pick<FormProps, 'page' | 'figures' | 'lastYear' | 'withLastYear'> {
  readonly marks: ReadonlyMap<string, Marks>;
  readonly proposals: ReadonlyMap<string, Proposal>;
}

export const OfficialForm = ({ page, figures, findings, lastYear, withLastYear }: FormProps) => {
  const marks = new Map<string, Marks>();
  findings.forEach((finding, i) => {
    const { path, severity } = finding;
    const isExplained = standsExplained(finding);
    const before = marks.get(path);
    if (!before || (before.isExplained && !isExplained))
      marks.set(path, { number: i + 1, severity, isExplained });
  });
  const proposals = listProposals(groupSuspects(findings));
  const context = { page, figures, marks, proposals, lastYear, withLastYear: withLastYear === true };
  return (
    <FormTables
      page={page}
      edition={figures.edition}
      cellOf={(place) => <ValueCell {...context} {...place} />}
    />
  );
};

const ValueCell = (props: CellContext & CellPlace) => {
  const { page, figures, marks, proposals, withLastYear, cell, row, span } = props;
  const value = fromStored(cell.column.kind, figures.cells[cell.index] ?? 0);
  const mark = marks.get(cell.path) ?? marks.get(row.path);
  // A cell that could not be read is blank: neither zero nor undefined.
  const decimals = DECIMALS[cell.column.kind];
  const shown = Number.isNaN(value) ? '' : formatNumber(value, decimals);
  const { previousIs } = page.t.agency;
  const before = lastYearsOther(props, value);
  const place = {
    id: cellId(cell.path),
    colspan: span === 1 ? undefined : span,
    title: before && withLastYear !== true ? previousIs(before.year, before.shown) : undefined,
  };
  const small = before && withLastYear === true && (
    <span class="last-year">
      <span class="unseen">{page.t.agency.previous} </span>
      {before.shown}
    </span>
  );
  const proposal = proposals.get(cell.path);
  if (proposal)
    return (
      <td class="n marked suspected" {...place}>
        <a href={`#suspect-${proposal.suspect}`} title={page.t.suspect.cell}>
          <del>{shown}</del> <span class="unseen">{page.t.agency.expected} </span>
          <ins>{formatNumber(proposal.value, decimals)}</ins>
        </a>
        {small}
      </td>
    );
  return (
    <td class={mark ? `n marked ${nameMark(mark)}` : value === 0 ? 'n zero' : 'n'} {...place}>
      {mark ? (
        <a href={`#finding-${mark.number}`} title={tellMark(page, mark)}>
          {shown}
          <sup>{mark.number}</sup>
        </a>
      ) : (
        shown
      )}
      {small}
    </td>
  );
};

const nameMark = ({ severity, isExplained }: Marks): string =>
  isExplained ? 'marked-explained' : `marked-${severity}`;
const tellMark = ({ t: { agency } }: Wording, { severity, isExplained }: Marks): string =>
  isExplained ? agency.explained : agency[severity];

/** Last year's figure of a cell where it is another one. */
function lastYearsOther(
  { lastYear, figures, cell }: CellContext & CellPlace,
  value: number,
): { readonly year: number; readonly shown: string } | undefined {
  const before = lastYear && lastYearsFigure(lastYear, figures.edition, cell.path);
  if (lastYear === undefined || before === undefined || before === value) return undefined;
  return { year: lastYear.year, shown: formatNumber(before, DECIMALS[cell.column.kind]) };
}
