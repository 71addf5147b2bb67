import { CATALOGUES } from '../../shared/domain/form/catalogue.ts';
import type { DecodedDraft } from '../../shared/domain/document/decode-report.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';

/** What a returned document states is shown as far as it goes: that is what its clerk has to correct. */
export function figuresRead(decoded: DecodedDraft | undefined): Figures | undefined {
  if (decoded?.kind !== 'read') return undefined;
  const { edition, cells } = decoded.draft;
  return CATALOGUES[edition].cells.every(({ index }) => Number.isNaN(cells[index]))
    ? undefined
    : { edition, cells };
}
