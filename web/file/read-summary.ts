/** What was read of a file, in one line: the edition, how many cells, which texts. */
import { CATALOGUES } from '../../shared/domain/form/catalogue.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { readValue, type FilingDraft } from './filing-draft.ts';
import type { FilingPage } from './filing-page.ts';

const PARTS = ['preamble', 'overview', 'problems', 'other', 'signature'] as const;
const PATHS: Readonly<Record<(typeof PARTS)[number], string>> = {
  preamble: '/preamble',
  overview: '/narrative/overview',
  problems: '/narrative/problems',
  other: '/narrative/other',
  signature: '/signature/date',
};

export function tellWhatWasRead(
  { file: { look: t }, t: { agency } }: Pick<FilingPage, 'file' | 't'>,
  draft: FilingDraft,
): string {
  const { cells } = CATALOGUES[draft.edition];
  const read = cells.filter(({ path }) => readValue(draft, path) !== '').length;
  const parts = PARTS.filter((part) => readValue(draft, PATHS[part]).trim() !== '');
  return t.read(
    draft.edition,
    formatNumber(read),
    formatNumber(cells.length),
    parts.map((part) => t.parts[part]).join(agency.listSeparator),
  );
}
