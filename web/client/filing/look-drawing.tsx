/** The third step as it stands on the screen: changed only where something says something else. */
import { CATALOGUES } from '../../../shared/domain/form/catalogue.ts';
import type { Report } from '../../../shared/domain/form/report.ts';
import { tellCells, type CellTold } from '../../file/look/cell-told.ts';
import type { DraftCheck } from '../../file/draft-check.ts';
import { readValue, type FilingDraft } from '../../file/filing-draft.ts';
import { cellClass, fieldId, ToldWords } from '../../file/look/look-form.tsx';
import type { LookPage } from '../../file/look/look-page.ts';
import { SaidOfText, tellSmallField, TEXT_PARTS, TEXT_PATHS } from '../../file/look/look-texts.tsx';
import { LookAsks, LookFindings, LookStatus, LookView, LookBlanks } from '../../file/look/look-view.tsx';
import { isField, type Field } from './file-grid.ts';
import { renderView } from '../render-view.ts';

export interface Drawn {
  readonly draft: FilingDraft;
  readonly check: DraftCheck;
}

export interface LookDrawing {
  readonly root: HTMLElement;
  /** By the path of what they hold. */
  readonly fields: ReadonlyMap<string, Field>;
  /** What every key changes: the fields and what is told at them. */
  fieldsAnew(drawn: Drawn): void;
  /** The lists and what is said beside the texts. */
  listsAnew(drawn: Drawn): void;
  /** One part, by its id. */
  partAnew(id: string, view: Parameters<typeof renderView>[0]): void;
}

export function drawLook(
  parent: HTMLElement,
  page: LookPage,
  lastYear: Report | undefined,
  first: Drawn,
): LookDrawing {
  const { cells } = CATALOGUES[first.draft.edition];
  const root = document.createElement('div');
  root.innerHTML = renderView(<LookView page={page} {...first} lastYear={lastYear} />);
  parent.replaceChildren(root);
  const fields = new Map(
    [...root.querySelectorAll<HTMLElement>('[data-path]')]
      .filter(isField)
      .map((field): [string, Field] => [field.dataset['path'] ?? '', field]),
  );
  // Markup shows what would steer a reader's screen; a field holds the text letter by letter.
  for (const [path, field] of fields) {
    const value = readValue(first.draft, path);
    if (field.value !== value) field.value = value;
  }
  const markups = new Map<string, string>();
  let told = tellCells(first.draft, first.check, cells, page.look);

  function partAnew(id: string, view: Parameters<typeof renderView>[0]): void {
    const markup = renderView(view);
    const element = root.querySelector(`#${id}`);
    if (!element || (markups.get(id) ?? element.innerHTML) === markup) return;
    element.innerHTML = markup;
    markups.set(id, markup);
  }

  function markWrong(field: Field, isWrong: boolean): void {
    if (isWrong) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }

  function drawCells({ draft, check }: Drawn): void {
    const next = tellCells(draft, check, cells, page.look);
    for (const [path, now] of next) {
      const field = fields.get(path);
      const cell = field?.closest('td');
      if (!field || !cell || isSame(told.get(path), now)) continue;
      cell.className = cellClass(now);
      markWrong(field, now.tone === 'wrong');
      partAnew(`${fieldId(path)}-told`, <ToldWords path={path} told={now} />);
    }
    told = next;
  }

  return {
    root,
    fields,
    partAnew,
    fieldsAnew(drawn) {
      for (const [path, field] of fields) {
        const value = readValue(drawn.draft, path);
        // The field that is being typed in shows it already.
        if (field.value !== value) replaceText(field, value);
        const words = tellSmallField(page, path, value);
        if (words === undefined) continue;
        markWrong(field, words !== '');
        partAnew(`${fieldId(path)}-told`, <>{words}</>);
      }
      drawCells(drawn);
    },
    listsAnew(drawn) {
      const view = { page, ...drawn, lastYear };
      partAnew('look-status', <LookStatus {...view} />);
      partAnew('look-asks', <LookAsks {...view} />);
      partAnew('look-findings', <LookFindings {...view} />);
      partAnew('look-blanks', <LookBlanks {...view} />);
      for (const part of TEXT_PARTS)
        partAnew(
          `${fieldId(TEXT_PATHS[part])}-said`,
          <SaidOfText page={page} draft={drawn.draft} findings={drawn.check.findings} part={part} />,
        );
    },
  };
}

/** Where the text is being edited, the caret goes behind what changed. */
function replaceText(field: Field, next: string): void {
  const was = field.value;
  field.value = next;
  if (document.activeElement !== field) return;
  const most = Math.min(was.length, next.length);
  let before = 0;
  while (before < most && was[before] === next[before]) before++;
  let behind = 0;
  while (behind < most - before && was.at(-1 - behind) === next.at(-1 - behind)) behind++;
  field.setSelectionRange(next.length - behind, next.length - behind);
}

const isSame = (then: CellTold | undefined, now: CellTold): boolean =>
  then?.tone === now.tone && then.words === now.words && then.repair === now.repair && then.fill === now.fill;
