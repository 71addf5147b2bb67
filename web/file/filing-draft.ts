/**
 * A report that is being filled in: what stands at each of its places, what must still be decided, and every edit so far.
 * Pure and plain, so that a browser can keep it as it is. The clock and the screen are no part of it.
 */
import type { Ask, ConversionNote } from '../../shared/domain/convert/conversion.ts';
import { CATALOGUES, type Cell, type Edition } from '../../shared/domain/form/catalogue.ts';
import { readTypedNumber } from '../../shared/domain/convert/typed-number.ts';

/** Whose report of which year. */
export interface FiledFor {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly district: string;
  readonly year: number;
}

/** The warning that an explanation is for. */
export interface Explained {
  readonly rule: string;
  readonly path: string;
}

/** One step that can be undone. */
interface Edit {
  readonly changes: readonly { readonly path: string; readonly from: string; readonly to: string }[];
  /** Asks that it settles besides those whose cells it fills, by their place in `asks`. */
  readonly settles: readonly number[];
}

/** Places are JSON Pointers of the document. */
export interface FilingDraft extends FiledFor {
  readonly edition: Edition;
  /**
   * What stands at a place as it was typed: figures (kept when they are no numbers), texts, `true` at `/nil`, the n-th note
   * at `/notes/n/text` and the n-th explanation at `/explanations/n/text`. What is empty is left out.
   */
  readonly values: Readonly<Record<string, string>>;
  /** What each note is about. */
  readonly noted: readonly string[];
  readonly explained: readonly Explained[];
  /** All that reading the file asked: see `isAskOpen`. */
  readonly asks: readonly Ask[];
  /** Asks that were settled otherwise than by filling their cells, by their place in `asks`. */
  readonly settled: readonly number[];
  /** What was read of the file that it comes from; nothing is known of a draft that was begun otherwise. */
  readonly read?: { readonly cells: number; readonly texts: readonly string[] };
  /** What reading the file said once. */
  readonly remarks: readonly ConversionNote[];
  /** Texts that were taken from last year's report. */
  readonly lastTexts: Readonly<Record<string, string>>;
  /** Whether something was typed that is no edit of the form. */
  readonly isFilledIn?: boolean;
  readonly done: readonly Edit[];
  readonly undone: readonly Edit[];
}

/** Edits that can be undone; earlier ones are forgotten. */
const MAX_HISTORY = 500;

export const readValue = ({ values }: Pick<FilingDraft, 'values'>, path: string): string =>
  values[path] ?? '';

/** What a place is to hold; `''` empties it. */
export interface NewValue {
  readonly path: string;
  readonly to: string;
}

/**
 * Changes places in one step. `continues`: the same field is being typed in, so that one undo takes back all of it. What an
 * edit of a text is asked about is settled by it.
 */
export function applyEdit(
  draft: FilingDraft,
  news: readonly NewValue[],
  {
    continues = false,
    settles = [],
  }: { readonly continues?: boolean; readonly settles?: readonly number[] } = {},
): FilingDraft {
  const last = new Map(news.map(({ path, to }) => [path, to]));
  const changes = [...last]
    .map(([path, to]) => ({ path, from: readValue(draft, path), to }))
    .filter(({ from, to }) => from !== to);
  const fresh = new Set([
    ...settles,
    ...draft.asks.flatMap(({ path }, i) => (changes.some((change) => change.path === path) ? [i] : [])),
  ]);
  const edit = { changes, settles: [...fresh].filter((i) => !draft.settled.includes(i)) };
  if (edit.changes.length === 0 && edit.settles.length === 0) return draft;
  const before = continues ? draft.done.at(-1) : undefined;
  const merged = before && mergeTyping(before, edit);
  const done = merged ? [...draft.done.slice(0, -1), merged] : [...draft.done, edit];
  return { ...carryOut(draft, edit), done: done.filter(doesSomething).slice(-MAX_HISTORY), undone: [] };
}

/** Typing that was taken back, letter by letter, leaves no step. */
const doesSomething = ({ changes, settles }: Edit): boolean =>
  settles.length > 0 || changes.some(({ from, to }) => from !== to);

/** One edit of what was typed in one field; undefined where it is another field. */
function mergeTyping(before: Edit, after: Edit): Edit | undefined {
  const [first, ...others] = before.changes;
  const [then, ...more] = after.changes;
  if (!first || !then || others.length + more.length > 0 || first.path !== then.path) return undefined;
  return {
    changes: [{ path: first.path, from: first.from, to: then.to }],
    settles: [...before.settles, ...after.settles],
  };
}

export function undo(draft: FilingDraft): FilingDraft {
  const edit = draft.done.at(-1);
  if (!edit) return draft;
  return { ...takeBack(draft, edit), done: draft.done.slice(0, -1), undone: [...draft.undone, edit] };
}

export function redo(draft: FilingDraft): FilingDraft {
  const edit = draft.undone.at(-1);
  if (!edit) return draft;
  return { ...carryOut(draft, edit), done: [...draft.done, edit], undone: draft.undone.slice(0, -1) };
}

const carryOut = (draft: FilingDraft, { changes, settles }: Edit): FilingDraft => ({
  ...draft,
  values: withValues(draft.values, changes),
  settled: [...draft.settled, ...settles].sort((a, b) => a - b),
});

const takeBack = (draft: FilingDraft, { changes, settles }: Edit): FilingDraft => ({
  ...draft,
  values: withValues(
    draft.values,
    changes.map(({ path, from }) => ({ path, to: from })),
  ),
  settled: draft.settled.filter((i) => !settles.includes(i)),
});

function withValues(values: FilingDraft['values'], news: readonly NewValue[]): FilingDraft['values'] {
  const next = new Map(Object.entries(values));
  for (const { path, to } of news)
    if (to === '') next.delete(path);
    else next.set(path, to);
  return Object.fromEntries(next);
}

/**
 * What is filled in beside the form, each in a field of its own: undoing what was done in the form, where it isn't seen, leaves
 * it alone. What an edit of it is asked about is settled by it.
 */
export function fillIn(draft: FilingDraft, { path, to }: NewValue): FilingDraft {
  const { done } = draft;
  return { ...applyEdit(draft, [{ path, to }]), done, undone: draft.undone, isFilledIn: true };
}

/** The explanation of a warning, as the agency words it; an empty one is none. */
export function explainWarning(draft: FilingDraft, { rule, path }: Explained, text: string): FilingDraft {
  const found = findExplanation(draft, { rule, path });
  const place = found < 0 ? draft.explained.length : found;
  const explained = found < 0 ? [...draft.explained, { rule, path }] : draft.explained;
  return fillIn({ ...draft, explained }, { path: explanationPath(place), to: text });
}

export function readExplanation(draft: FilingDraft, explained: Explained): string {
  return readValue(draft, explanationPath(findExplanation(draft, explained)));
}

const findExplanation = (draft: FilingDraft, { rule, path }: Explained): number =>
  draft.explained.findIndex((each) => each.rule === rule && each.path === path);

export const explanationPath = (place: number): string => `/explanations/${place}/text`;
export const notePath = (place: number): string => `/notes/${place}/text`;

/** The cells that an ask is about; none where it is about a text, or the report as a whole. */
export function listAskedCells(edition: Edition, { path, cells }: Ask): readonly Cell[] {
  const { cellByPath, cells: all } = CATALOGUES[edition];
  if (cells) return cells.flatMap((each) => cellByPath.get(each) ?? []);
  return all.filter((cell) => cell.path === path || cell.path.startsWith(`${path}/`));
}

/** Whether a person must still decide: a figure is missing, or nobody has looked at what is no figure. */
export function isAskOpen(draft: FilingDraft, place: number): boolean {
  const ask = draft.asks[place];
  if (!ask) return false;
  const cells = listAskedCells(draft.edition, ask);
  if (cells.length === 0) return !draft.settled.includes(place);
  return cells.some((cell) => !standsAt(draft, cell));
}

/** Places in `asks` of those that are open, in their order. */
export const listOpenAsks = (draft: FilingDraft): readonly number[] =>
  draft.asks.flatMap((_, place) => (isAskOpen(draft, place) ? [place] : []));

/** Takes one of an ask's candidates over. */
export function settleAsk(draft: FilingDraft, place: number, candidate: number): FilingDraft {
  const ask = draft.asks[place];
  const chosen = ask?.candidates?.[candidate];
  if (!ask || !chosen) return draft;
  const paths = ask.cells ?? [ask.path];
  const news = paths.flatMap((path, i) => {
    const value = chosen[i];
    return value === undefined ? [] : [{ path, to: String(value) }];
  });
  return applyEdit(draft, news, { settles: [place] });
}

/** What is asked about stays as it stands. */
export const confirmAsk = (draft: FilingDraft, place: number): FilingDraft =>
  applyEdit(draft, [], { settles: [place] });

/** Whether a cell holds a number. */
export const standsAt = (draft: FilingDraft, { path, column }: Cell): boolean =>
  readTypedNumber(readValue(draft, path), column.kind).kind === 'number';

/** Cells without a number, in the form's order. */
export const listMissingCells = (draft: FilingDraft): readonly Cell[] =>
  CATALOGUES[draft.edition].cells.filter((cell) => !standsAt(draft, cell));

/** Cells in which nothing stands and about which nothing is asked: those that a person may mean to be 0. */
export function listBlankCells(draft: FilingDraft): readonly Cell[] {
  const asked = new Set(
    listOpenAsks(draft).flatMap((place) => {
      const ask = draft.asks[place];
      return ask ? listAskedCells(draft.edition, ask).map(({ path }) => path) : [];
    }),
  );
  return CATALOGUES[draft.edition].cells.filter(
    ({ path }) => readValue(draft, path).trim() === '' && !asked.has(path),
  );
}

/** Whether a text still is last year's, letter by letter. */
export const isLastYears = (draft: FilingDraft, path: string): boolean =>
  draft.lastTexts[path] !== undefined && draft.lastTexts[path] === readValue(draft, path);
