/**
 * The third step in the browser: a draft that is looked over and filled in. Sums are checked with every key, all rules once
 * the typing pauses.
 */
import type { Instant } from '../../../shared/domain/basics/calendar.ts';
import { CATALOGUES } from '../../../shared/domain/form/catalogue.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import type { Report } from '../../../shared/domain/form/report.ts';
import { checkDraft, checkDraftSums } from '../../file/draft-check.ts';
import {
  applyEdit,
  confirmAsk,
  listAskedCells,
  listOpenAsks,
  redo,
  settleAsk,
  standsAt,
  undo,
  type FilingDraft,
} from '../../file/filing-draft.ts';
import { fillBlanks } from '../../file/look/fill-blanks.ts';
import { nameCell } from '../../file/look/look-form.tsx';
import type { LookPage } from '../../file/look/look-page.ts';
import { cellId } from '../../form/form-layout.ts';
import { groupSuspects, listRepairs } from '../../form/suspect-groups.ts';
import { byId } from '../by-id.ts';
import { openGrid } from './file-grid.ts';
import { drawLook } from './look-drawing.tsx';
import { openLookPanel } from './look-panel.tsx';

interface LookGiven {
  readonly page: LookPage;
  readonly draft: FilingDraft;
  /** Last year's report of the same agency. */
  readonly lastYear: Report | undefined;
  readonly now: Instant;
  /** Called with every change, before it is drawn: what is kept is never behind what is seen. */
  readonly onChange: (draft: FilingDraft) => void;
}

export interface MountedLook {
  read(): FilingDraft;
  /** Takes what it drew and listens to away. */
  stop(): void;
}

/** How long a pause in typing is, before all rules are checked. */
const PAUSE_MS = 300;

export function mountLook(
  parent: HTMLElement,
  { page, lastYear, now, draft: first, onChange }: LookGiven,
): MountedLook {
  const t = page.look;
  const { edition } = first;
  let draft = first;
  let check = checkDraft(draft, { now, lastYear });
  /** As the list shows them: its buttons mean these. */
  let listed = check.findings;
  let timer: number | undefined;

  const drawing = drawLook(parent, page, lastYear, { draft, check });
  const { root, fields } = drawing;
  const panel = openLookPanel(drawing, page, lastYear);
  const said = byId('look-said', HTMLElement);
  const undoButton = byId('look-undo', HTMLButtonElement);
  const redoButton = byId('look-redo', HTMLButtonElement);

  function drawTools(): void {
    undoButton.disabled = draft.done.length === 0;
    redoButton.disabled = draft.undone.length === 0;
  }

  /** What appears above a field that is being filled in doesn't move it. */
  function keepInPlace(act: () => void): void {
    const { activeElement } = document;
    const held = activeElement && root.contains(activeElement) ? activeElement : undefined;
    const top = held?.getBoundingClientRect().top ?? 0;
    act();
    const moved = held?.isConnected === true ? held.getBoundingClientRect().top - top : 0;
    if (moved !== 0) window.scrollBy({ top: moved, behavior: 'instant' });
  }

  function checkAll(): void {
    window.clearTimeout(timer);
    timer = undefined;
    check = checkDraft(draft, { now, lastYear });
    listed = check.findings;
    keepInPlace(() => {
      drawing.listsAnew({ draft, check });
      drawing.fieldsAnew({ draft, check });
      panel.again({ draft, check });
    });
  }

  function hold(next: FilingDraft): void {
    if (next === draft) return;
    draft = next;
    onChange(draft);
    check = checkDraftSums(draft, check);
    drawing.fieldsAnew({ draft, check });
    drawTools();
    window.clearTimeout(timer);
    timer = window.setTimeout(checkAll, PAUSE_MS);
  }

  /** Held, and all of it told at once: nobody is typing. */
  function holdAll(next: FilingDraft): void {
    if (next === draft) return;
    hold(next);
    checkAll();
  }

  function say(words: string): void {
    said.textContent = words;
  }

  function goTo(path: string): void {
    const field = fields.get(path);
    if (!field) return;
    if (document.activeElement !== field) {
      field.focus();
      field.scrollIntoView({ block: 'center', inline: 'nearest' });
    } else if (CATALOGUES[edition].cellByPath.has(path)) field.select();
  }

  /** Several changes are named by their number; what changed nothing settled an ask. */
  function nameStep({ changes, settles }: FilingDraft['done'][number]): string {
    if (changes.length > 1) return t.several(formatNumber(changes.length));
    const path = changes[0]?.path ?? draft.asks[settles[0] ?? 0]?.path;
    return path === undefined ? '' : nameCell(page, edition, path);
  }

  function step(direction: 'undo' | 'redo'): void {
    const edit = direction === 'undo' ? draft.done.at(-1) : draft.undone.at(-1);
    if (!edit) return;
    holdAll(direction === 'undo' ? undo(draft) : redo(draft));
    const [change] = edit.changes;
    if (change) goTo(change.path);
    say((direction === 'undo' ? t.undone : t.redone)(nameStep(edit)));
  }

  function repair(place: string): void {
    const [group = 0, option = 0] = place.split('.').map(Number);
    const suspect = groupSuspects(listed)[group]?.suspect;
    const chosen = suspect && listRepairs(suspect)[option];
    if (!chosen) return;
    const news = chosen.changes.map(({ path, value }) => ({ path, to: String(value) }));
    holdAll(applyEdit(draft, news));
    goTo(chosen.path);
    say(t.applied(formatNumber(news.length)));
  }

  function fillAll(): void {
    const news = fillBlanks(draft);
    holdAll(applyEdit(draft, news));
    root.querySelector<HTMLElement>('#look-form-heading')?.focus();
    say(t.applied(formatNumber(news.length)));
  }

  function fill(path: string, to: string): void {
    holdAll(applyEdit(draft, [{ path, to }]));
    goTo(path);
  }

  /** The next thing to look at, or what says that there is none. */
  function focusNextAsk(): void {
    const [next] = listOpenAsks(draft);
    const target = next === undefined ? '#look-asks-heading' : `#ask-${next + 1}`;
    root.querySelector<HTMLElement>(target)?.focus();
  }

  function answerAsk(place: number, { candidate, value }: DOMStringMap): void {
    const ask = draft.asks[place];
    if (!ask) return;
    if (candidate !== undefined) holdAll(settleAsk(draft, place, Number(candidate)));
    else if (value !== undefined)
      holdAll(applyEdit(draft, [{ path: ask.path, to: value }], { settles: [place] }));
    else holdAll(confirmAsk(draft, place));
    focusNextAsk();
  }

  function goToAsk(place: number): void {
    const ask = draft.asks[place];
    if (!ask) return;
    const asked = listAskedCells(edition, ask);
    goTo((asked.find((cell) => !standsAt(draft, cell)) ?? asked[0])?.path ?? ask.path);
  }

  openGrid(root, fields, {
    edition,
    edit: (news, continues) => hold(applyEdit(draft, news, { continues })),
    undo: () => step('undo'),
    redo: () => step('redo'),
    pasted: (count, left) => {
      checkAll();
      const pasted = formatNumber(count);
      say(left === 0 ? t.pasted(pasted) : t.pastedPartly(pasted, formatNumber(left)));
    },
    enter: (path) => panel.enter(path, { draft, check }),
    help: (path) => panel.help(path, { draft, check }),
  });

  function press(button: HTMLButtonElement): void {
    const { repair: place, ask, askGoto, help, panelClose } = button.dataset;
    const { fillBlanks: blanks, fill: path, value } = button.dataset;
    if (place !== undefined) repair(place);
    else if (ask !== undefined) answerAsk(Number(ask), button.dataset);
    else if (askGoto !== undefined) goToAsk(Number(askGoto));
    else if (help !== undefined) panel.help(help, { draft, check });
    else if (blanks !== undefined) fillAll();
    else if (value !== undefined && path !== undefined) fill(path, value);
    else if (panelClose !== undefined) panel.shut();
    else if (button === undoButton) step('undo');
    else if (button === redoButton) step('redo');
  }

  root.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const button = target?.closest('button');
    if (button) press(button);
    // A finding's link leads into the field of its cell.
    const link = target?.closest('a[href^="#cell-"]')?.getAttribute('href');
    const cell = CATALOGUES[edition].cells.find(({ path }) => `#${cellId(path)}` === link);
    if (!cell) return;
    event.preventDefault();
    goTo(cell.path);
  });

  drawTools();
  return {
    read: () => draft,
    stop: () => {
      window.clearTimeout(timer);
      root.remove();
    },
  };
}
