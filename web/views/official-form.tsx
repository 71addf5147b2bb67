/** The form of one version: its figures, with what was found marked in its cell. */
import { DECIMALS } from '../../shared/domain/catalogue.ts';
import { fromStored, type Figures } from '../../shared/domain/figures.ts';
import { formatNumber } from '../charts/format.ts';
import type { ShownFinding } from '../model/shown-finding.ts';
import { proposalsOf, suspectGroups, type Proposal } from '../model/suspect-groups.ts';
import { cellId } from './form-layout.ts';
import { FormTables, type CellPlace } from './form-tables.tsx';
import type { Wording } from './page-context.ts';

interface FormProps {
  readonly page: Wording;
  readonly figures: Figures;
  /** In the order of the list, whose numbers mark the cells. */
  readonly findings: readonly ShownFinding[];
}

interface Marks {
  readonly number: number;
  readonly severity: ShownFinding['severity'];
}
interface CellContext {
  readonly page: Wording;
  readonly figures: Figures;
  readonly marks: ReadonlyMap<string, Marks>;
  readonly proposals: ReadonlyMap<string, Proposal>;
}

export const OfficialForm = ({ page, figures, findings }: FormProps) => {
  const marks = new Map<string, Marks>();
  findings.forEach(({ path, severity }, i) => {
    if (!marks.has(path)) marks.set(path, { number: i + 1, severity });
  });
  const context = { page, figures, marks, proposals: proposalsOf(suspectGroups(findings)) };
  return (
    <FormTables
      page={page}
      edition={figures.edition}
      cellOf={(place) => <ValueCell {...context} {...place} />}
    />
  );
};

const ValueCell = ({ page, figures, marks, proposals, cell, row, span }: CellContext & CellPlace) => {
  const value = fromStored(cell.column.kind, figures.cells[cell.index] ?? 0);
  const mark = marks.get(cell.path) ?? marks.get(row.path);
  // A cell that could not be read is blank: neither zero nor undefined.
  const decimals = DECIMALS[cell.column.kind];
  const shown = Number.isNaN(value) ? '' : formatNumber(value, decimals);
  const { error, warning } = page.t.agency;
  const proposal = proposals.get(cell.path);
  if (proposal)
    return (
      <td class="n marked suspected" id={cellId(cell.path)} colspan={span === 1 ? undefined : span}>
        <a href={`#suspect-${proposal.suspect}`} title={page.t.suspect.cell}>
          <del>{shown}</del> <span class="unseen">{page.t.agency.expected} </span>
          <ins>{formatNumber(proposal.value, decimals)}</ins>
        </a>
      </td>
    );
  return (
    <td
      class={mark ? `n marked marked-${mark.severity}` : value === 0 ? 'n zero' : 'n'}
      id={cellId(cell.path)}
      colspan={span === 1 ? undefined : span}
    >
      {mark ? (
        <a href={`#finding-${mark.number}`} title={mark.severity === 'error' ? error : warning}>
          {shown}
          <sup>{mark.number}</sup>
        </a>
      ) : (
        shown
      )}
    </td>
  );
};
