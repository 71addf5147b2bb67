/**
 * The third step in the browser: drawn once by the views of the server's kind, then changed only where something changed, so
 * that focus and scroll stay. Sums are checked with every key, all rules once the typing pauses.
 */
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { CATALOGUES } from '../../shared/domain/form/catalogue.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import { CellPanel } from '../file/cell-panel.tsx';
import { tellCells, type CellTold } from '../file/cell-told.ts';
import { checkDraft, checkDraftSums, type DraftCheck } from '../file/draft-check.ts';
import {
  applyEdit,
  confirmAsk,
  listAskedCells,
  listOpenAsks,
  readValue,
  redo,
  settleAsk,
  standsAt,
  undo,
  type FilingDraft,
  type NewValue,
} from '../file/filing-draft.ts';
import { cellClass, fieldId, nameCell, ToldWords } from '../file/look-form.tsx';
import type { LookPage } from '../file/look-page.ts';
import { isWrongDay, SaidOfText, TEXT_PARTS, TEXT_PATHS } from '../file/look-texts.tsx';
import { LookAsks, LookFindings, LookStatus, LookView } from '../file/look-view.tsx';
import { readTypedNumber } from '../file/typed-number.ts';
import { cellId } from '../form/form-layout.ts';
import { groupSuspects, listRepairs } from '../form/suspect-groups.ts';
import { byId } from './by-id.ts';
import { isField, openGrid, type Field } from './file-grid.ts';
import { renderView } from './render-view.ts';

export interface LookGiven {
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
  /** Every rule over what stands there now. */
  check(): DraftCheck;
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
  const { cells } = CATALOGUES[edition];
  let draft = first;
  let check = checkDraft(draft, { now, lastYear });
  /** As the list shows it: its buttons mean these findings. */
  let listed = check.findings;
  let timer: number | undefined;
  let isHelpOpen = false;
  let isPanelShut = false;
  let panelPath: string | undefined;

  const root = document.createElement('div');
  root.innerHTML = renderView(<LookView page={page} draft={draft} check={check} lastYear={lastYear} />);
  parent.replaceChildren(root);

  const fields: ReadonlyMap<string, Field> = new Map(
    [...root.querySelectorAll<HTMLElement>('[data-path]')]
      .filter(isField)
      .map((field) => [field.dataset['path'] ?? '', field]),
  );
  const panel = byId('look-panel', HTMLElement);
  const said = byId('look-said', HTMLElement);
  const undoButton = byId('look-undo', HTMLButtonElement);
  const redoButton = byId('look-redo', HTMLButtonElement);
  const drawn = new Map<string, string>();
  let told: ReadonlyMap<string, CellTold> = tellCells(draft, check, cells, t);

  /** Draws a part anew where it says something else. */
  function redraw(id: string, view: Parameters<typeof renderView>[0]): void {
    const markup = renderView(view);
    const element = root.querySelector(`#${id}`);
    if (!element || (drawn.get(id) ?? element.innerHTML) === markup) return;
    element.innerHTML = markup;
    drawn.set(id, markup);
  }

  function drawCells(): void {
    const next = tellCells(draft, check, cells, t);
    for (const [path, now] of next) {
      const then = told.get(path);
      if (then?.tone === now.tone && then.words === now.words && then.repair === now.repair) continue;
      const field = fields.get(path);
      const cell = field?.closest('td');
      if (!field || !cell) continue;
      cell.className = cellClass(now);
      field.toggleAttribute('aria-invalid', false);
      if (now.tone === 'wrong') field.setAttribute('aria-invalid', 'true');
      redraw(`${fieldId(path)}-told`, <ToldWords told={now} />);
    }
    told = next;
  }

  /** Fields show what the draft holds; the one that is being typed in already does. */
  function drawValues(): void {
    for (const [path, field] of fields) {
      const value = readValue(draft, path);
      if (field.value !== value) field.value = value;
    }
  }

  function drawSmallFields(): void {
    for (const [path, field] of fields) {
      const words = tellSmallField(path, field);
      if (words === undefined) continue;
      field.toggleAttribute('aria-invalid', false);
      if (words !== '') field.setAttribute('aria-invalid', 'true');
      const element = root.querySelector(`#${fieldId(path)}-told`);
      if (element && element.textContent !== words) element.textContent = words;
    }
  }

  function tellSmallField(path: string, { value }: Field): string | undefined {
    if (path === '/signature/date') return isWrongDay(value) ? t.signature.wrongDate : '';
    if (!path.startsWith('/processingFee/')) return undefined;
    const typed = readTypedNumber(value, path === '/processingFee/notices' ? 'count' : 'yuan');
    return typed.kind === 'wrong' ? t.wrong[typed.problem] : '';
  }

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
    keepInPlace(drawAll);
  }

  function drawAll(): void {
    check = checkDraft(draft, { now, lastYear });
    listed = check.findings;
    const view = { page, draft, check, lastYear };
    redraw('look-status', <LookStatus {...view} />);
    redraw('look-asks', <LookAsks {...view} />);
    redraw('look-findings', <LookFindings {...view} />);
    for (const part of TEXT_PARTS)
      redraw(
        `${fieldId(TEXT_PATHS[part])}-said`,
        <SaidOfText page={page} draft={draft} findings={check.findings} part={part} />,
      );
    drawCells();
    drawSmallFields();
    drawPanel();
  }

  function hold(next: FilingDraft): void {
    if (next === draft) return;
    draft = next;
    onChange(draft);
    check = checkDraftSums(draft, check);
    drawValues();
    drawCells();
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

  function drawPanel(): void {
    if (panelPath === undefined) return;
    panel.hidden = isPanelShut;
    const last = lastYear && { year: lastYear.year, figures: lastYear.figures };
    redraw(
      'look-panel',
      <CellPanel
        page={page}
        draft={draft}
        findings={check.findings}
        lastYear={last}
        path={panelPath}
        isHelpOpen={isHelpOpen}
      />,
    );
  }

  function openPanel(path: string): void {
    panelPath = path;
    drawPanel();
    const field = fields.get(path);
    if (field) uncover(field);
  }

  /** A cell that the row's label or the panel covers comes out from behind it. */
  function uncover(field: Field): void {
    const { left, bottom } = field.getBoundingClientRect();
    const covered =
      (field.closest('tr')?.querySelector('th[scope="row"]')?.getBoundingClientRect().right ?? left) - left;
    if (covered > 1) field.closest('.scroll')?.scrollBy({ left: -covered, behavior: 'instant' });
    const hidden = panel.hidden ? 0 : bottom - panel.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy({ top: hidden + 24, behavior: 'instant' });
  }

  function openHelp(path: string): void {
    isHelpOpen = true;
    isPanelShut = false;
    openPanel(path);
    panel.querySelector('summary')?.focus();
  }

  function goTo(path: string): void {
    const field = fields.get(path);
    field?.focus();
    field?.scrollIntoView({ block: 'center', inline: 'nearest' });
  }

  /** Several changes are named by their number. */
  function nameChanges(changes: readonly Pick<NewValue, 'path'>[]): string {
    const [change, ...others] = changes;
    if (others.length > 0) return t.several(formatNumber(changes.length));
    return change ? nameCell(page, edition, change.path) : '';
  }

  function step(direction: 'undo' | 'redo'): void {
    const edit = direction === 'undo' ? draft.done.at(-1) : draft.undone.at(-1);
    if (!edit) return;
    holdAll(direction === 'undo' ? undo(draft) : redo(draft));
    const [first] = edit.changes;
    if (first) goTo(first.path);
    say((direction === 'undo' ? t.undone : t.redone)(nameChanges(edit.changes)));
  }

  function repair(place: string): void {
    const [group = 0, option = 0] = place.split('.').map(Number);
    const suspect = groupSuspects(listed)[group]?.suspect;
    const chosen = suspect && listRepairs(suspect)[option];
    if (!chosen) return;
    holdAll(
      applyEdit(
        draft,
        chosen.changes.map(({ path, value }) => ({ path, to: String(value) })),
      ),
    );
    goTo(chosen.path);
    say(t.applied(formatNumber(chosen.changes.length)));
  }

  /** The next thing to look at, or what says that there is none. */
  function focusNextAsk(): void {
    const [next] = listOpenAsks(draft);
    const target =
      next === undefined
        ? root.querySelector<HTMLElement>('#look-asks-heading')
        : root.querySelector<HTMLElement>(`#ask-${next + 1}`);
    target?.focus();
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
      say(
        left === 0 ? t.pasted(formatNumber(count)) : t.pastedPartly(formatNumber(count), formatNumber(left)),
      );
    },
    enter: openPanel,
    help: openHelp,
  });

  root.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const cellLink = target?.closest('a[href^="#cell-"]');
    if (cellLink) {
      const cell = cells.find(({ path }) => `#${cellId(path)}` === cellLink.getAttribute('href'));
      if (cell) {
        event.preventDefault();
        goTo(cell.path);
      }
      return;
    }
    const button = target?.closest('button');
    if (!button) return;
    const { repair: place, ask, askGoto, help } = button.dataset;
    if (place !== undefined) repair(place);
    else if (ask !== undefined) answerAsk(Number(ask), button.dataset);
    else if (askGoto !== undefined) goToAsk(Number(askGoto));
    else if (help !== undefined) openHelp(help);
    else if (button === undoButton) step('undo');
    else if (button === redoButton) step('redo');
    else if (button.dataset['panelClose'] !== undefined) {
      isPanelShut = true;
      panel.hidden = true;
      if (panelPath !== undefined) fields.get(panelPath)?.focus();
    }
  });
  panel.addEventListener(
    'toggle',
    ({ target }) => {
      if (target instanceof HTMLDetailsElement) isHelpOpen = target.open;
    },
    true,
  );

  drawTools();
  drawSmallFields();
  return {
    read: () => draft,
    check: () => {
      checkAll();
      return check;
    },
    stop: () => {
      window.clearTimeout(timer);
      root.remove();
    },
  };
}
