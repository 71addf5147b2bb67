/** A number that a figure in doubt makes goes into no draft unmarked: `‡` behind it, and words below its section. */
import { placeName } from '../form/cell-names.ts';
import type { Mark } from '../standing/marked-total.ts';
import type { Draft, DraftBasis, NumberPiece, Paragraph, Piece } from './draft.ts';
import { place } from './say.ts';

const MARK = '‡';

export function markSections(basis: DraftBasis, draft: Draft): Draft {
  const mark = (section: readonly Paragraph[]): readonly Paragraph[] => markSection(basis, section);
  return {
    overview: mark(draft.overview),
    proactive: mark(draft.proactive),
    applications: mark(draft.applications),
    disputes: mark(draft.disputes),
    problems: mark(draft.problems),
    other: mark(draft.other),
  };
}

function markSection(basis: DraftBasis, section: readonly Paragraph[]): readonly Paragraph[] {
  const told = new Map<string, Mark>();
  const markPiece = (piece: Piece): Piece[] => {
    const marks = typeof piece === 'string' ? [] : findMarks(basis, piece);
    for (const mark of marks) told.set(`${mark.agency.id} ${mark.path}`, mark);
    return marks.length > 0 ? [piece, MARK] : [piece];
  };
  const marked = section.map(({ as, pieces }) => ({ as, pieces: pieces.flatMap(markPiece) }));
  return [...marked, ...[...told.values()].map((mark) => place(describeMark(basis, mark)))];
}

/** What makes a number, as far as it is in doubt; what a year before was is compared, not told anew. */
function findMarks({ marks = [], children }: DraftBasis, { source }: NumberPiece): readonly Mark[] {
  const among = (all: readonly Mark[], cells: readonly string[]): readonly Mark[] =>
    all.filter(({ path }) => cells.includes(path));
  switch (source.kind) {
    case 'cells':
      return source.at === 'now' ? among(marks, source.cells) : [];
    case 'difference':
    case 'change':
      return among(marks, source.cells);
    case 'share':
      return among(marks, [...source.cells, ...source.whole]);
    case 'child':
      return source.at === 'before'
        ? []
        : among(children.find(({ id }) => id === source.id)?.marks ?? [], source.cells);
    default:
      return [];
  }
}

/** No figure is repeated: it stands where the agency stated it. */
function describeMark({ figures }: DraftBasis, { agency, path }: Mark): string {
  const cell = placeName(figures?.edition ?? '2021', path).zh;
  return `〔${MARK} ${agency.name}的${cell}与上年相差悬殊，尚未说明或更正，由它构成的数字请核实后再用〕`;
}
