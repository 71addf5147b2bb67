/**
 * The fields of a report by keyboard, as in a spreadsheet: Enter and arrows move, typing replaces, F2 or a second click goes
 * into the figure, Escape brings back what stood there, a block is pasted over the cells.
 */
import { CATALOGUES, type Cell, type Edition } from '../../../shared/domain/form/catalogue.ts';
import type { NewValue } from '../../file/filing-draft.ts';
import { layBlock, moveFrom, parseBlock, tidyNumber, type Direction } from '../../file/look/grid-moves.ts';

export interface GridActs {
  readonly edition: Edition;
  /** `continues`: typing in the same field goes on. */
  edit(news: readonly NewValue[], continues: boolean): void;
  undo(): void;
  redo(): void;
  /** A block was pasted; `left`: values that found no cell. */
  pasted(count: number, left: number): void;
  /** A cell is entered. */
  enter(path: string): void;
  /** The row's help is asked for. */
  help(path: string): void;
}

export type Field = HTMLInputElement | HTMLTextAreaElement;

export const isField = (target: EventTarget | null): target is Field =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
  target.dataset['path'] !== undefined;

/** After a pause in typing another step begins. */
const STEP_MS = 2000;

const MOVES: Readonly<Partial<Record<string, Direction>>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

export function openGrid(root: HTMLElement, fields: ReadonlyMap<string, Field>, acts: GridActs): void {
  const { cellByPath } = CATALOGUES[acts.edition];
  /** Whether the caret moves within the figure. */
  let isInside = false;
  /** What stood in the field when it was entered. */
  let before = '';
  let isTyping = false;
  let typedAtMs = 0;

  const cellOfField = (field: Field): Cell | undefined => cellByPath.get(field.dataset['path'] ?? '');

  function move(path: string, direction: Direction): void {
    const next = fields.get(moveFrom(acts.edition, path, direction) ?? '');
    next?.focus();
  }

  function restore(field: Field, path: string): void {
    const was = before;
    field.value = was;
    acts.edit([{ path, to: was }], isTyping);
    isInside = false;
    field.select();
  }

  root.addEventListener('focusin', ({ target }) => {
    if (!isField(target)) return;
    before = target.value;
    isInside = false;
    isTyping = false;
    const cell = cellOfField(target);
    if (!cell) return;
    target.select();
    acts.enter(cell.path);
  });

  root.addEventListener('focusout', ({ target }) => {
    if (!isField(target)) return;
    const cell = cellOfField(target);
    if (!cell) return;
    const tidy = tidyNumber(target.value, cell);
    if (tidy === target.value) return;
    target.value = tidy;
    acts.edit([{ path: cell.path, to: tidy }], isTyping);
  });

  // The first click enters the cell and marks its figure; a second one goes inside.
  root.addEventListener('mousedown', (event) => {
    const { target } = event;
    if (!isField(target) || !cellOfField(target)) return;
    if (document.activeElement === target) {
      isInside = true;
      return;
    }
    event.preventDefault();
    target.focus();
  });

  root.addEventListener('input', ({ target, timeStamp }) => {
    if (!isField(target)) return;
    const path = target.dataset['path'] ?? '';
    const isPause = timeStamp - typedAtMs > STEP_MS;
    acts.edit([{ path, to: target.value }], isTyping && !isPause);
    typedAtMs = timeStamp;
    isTyping = cellOfField(target) !== undefined || !endsSentence(target);
  });

  root.addEventListener('paste', (event) => {
    const { target } = event;
    const cell = isField(target) ? cellOfField(target) : undefined;
    const block = cell && parseBlock(event.clipboardData?.getData('text/plain') ?? '');
    if (!isField(target) || !cell || !block) return;
    event.preventDefault();
    event.stopPropagation();
    const { news, left } = layBlock(acts.edition, cell.path, block);
    isTyping = false;
    acts.edit(news, false);
    before = target.value;
    target.select();
    acts.pasted(news.length, left);
  });

  root.addEventListener('keydown', (event) => {
    const { target } = event;
    // What an input method is still composing is its own.
    if (event.isComposing) return;
    const cell = isField(target) ? cellOfField(target) : undefined;
    if (isUndoKey(event)) {
      event.preventDefault();
      isTyping = false;
      if (event.key.toLowerCase() === 'y' || event.shiftKey) acts.redo();
      else acts.undo();
      if (isField(target)) before = target.value;
      return;
    }
    if (!isField(target) || !cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = event.key === 'Enter' ? (event.shiftKey ? 'up' : 'down') : MOVES[event.key];
    const staysInside =
      isInside && (event.key === 'ArrowLeft' || event.key === 'ArrowRight' || event.shiftKey);
    if (direction !== undefined && !staysInside && (event.key === 'Enter' || !event.shiftKey)) {
      event.preventDefault();
      move(cell.path, direction);
    } else if (event.key === 'F2') {
      event.preventDefault();
      isInside = true;
      target.setSelectionRange(target.value.length, target.value.length);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      restore(target, cell.path);
    } else if (event.key === 'F1') {
      event.preventDefault();
      acts.help(cell.path);
    }
  });
}

/** A text is taken back sentence by sentence. */
const endsSentence = ({ value, selectionEnd }: Field): boolean =>
  /[。！？；.!?;\n]$/.test(value.slice(0, selectionEnd ?? value.length));

const isUndoKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && !altKey && ['z', 'y'].includes(key.toLowerCase());
