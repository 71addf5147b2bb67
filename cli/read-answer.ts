/** What a person answered at the terminal, read for the cells that were asked about. */
import { isRegionCode } from '../shared/domain/basics/region.ts';
import type { Ask } from '../shared/domain/convert/conversion.ts';
import { readTypedNumber } from '../shared/domain/convert/typed-number.ts';
import { TYPED_WORDS } from '../shared/domain/convert/typed-number-words.ts';
import { CATALOGUES, type CellKind, type Edition } from '../shared/domain/form/catalogue.ts';

type Answer =
  /** One for each cell. */
  | { readonly kind: 'values'; readonly values: readonly (number | string)[] }
  | { readonly kind: 'left' }
  | { readonly kind: 'wrong'; readonly why: string };

/** `#2`: the second candidate. */
export function chooseCandidate(
  { candidates = [] }: Ask,
  answer: string | undefined,
): readonly (number | string)[] | undefined {
  const number = readCandidateNumber(answer);
  return number === undefined ? undefined : candidates[number - 1];
}

function readCandidateNumber(answer = ''): number | undefined {
  const digits = /^\s*#(\d+)\s*$/.exec(answer)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A candidate, or a value for each cell, parted by spaces or commas; of one cell alone the whole answer is the value. */
export function readAnswer(
  one: Ask,
  answer: string | undefined,
  row: readonly string[],
  edition: Edition | null,
): Answer {
  const typed = (answer ?? '').trim();
  if (typed === '') return { kind: 'left' };
  const chosen = chooseCandidate(one, typed);
  if (chosen?.length === row.length) return { kind: 'values', values: chosen };
  if (readCandidateNumber(typed) !== undefined)
    return wrong(`${typed} 不在上列之中 / ${typed} is not among the candidates`);
  if (one.path === '/agency') return readAgencyFact(row, typed);
  const pieces = row.length === 1 ? [typed] : typed.split(/[\s,，、]+/).filter(Boolean);
  if (pieces.length !== row.length)
    return wrong(
      `要填 ${row.length} 个数，填了 ${pieces.length} 个 / ${row.length} figures are due, not ${pieces.length}`,
    );
  const values: number[] = [];
  for (const [i, piece] of pieces.entries()) {
    const read = readTypedNumber(piece, findKind(edition, row[i] ?? ''));
    if (read.kind !== 'number')
      return wrong(describe(piece, read.kind === 'wrong' ? read.problem : 'no-number'));
    values.push(Number(read.text));
  }
  return { kind: 'values', values };
}

const wrong = (why: string): Answer => ({ kind: 'wrong', why });

const describe = (piece: string, problem: keyof typeof TYPED_WORDS): string =>
  `「${piece}」${TYPED_WORDS[problem].zh} / ${piece}: ${TYPED_WORDS[problem].en}`;

/** Figures outside the tables are the fees': 件 and 元. */
function findKind(edition: Edition | null, path: string): CellKind {
  const cell = edition && CATALOGUES[edition].cells.find((one) => one.path === path);
  return cell?.column.kind ?? (path === '/processingFee/notices' ? 'count' : 'yuan');
}

/** A district's code, or a name. */
function readAgencyFact([path]: readonly string[], answer: string): Answer {
  return path !== '/district' || isRegionCode(answer)
    ? { kind: 'values', values: [answer] }
    : wrong('请填六位行政区划代码 / the district is a code of six digits');
}
