/** The panel below the form: what is known of the cell that is being filled in, and the row's help. */
import type { Report } from '../../../shared/domain/form/report.ts';
import { CellPanel } from '../../file/look/cell-panel.tsx';
import type { LookPage } from '../../file/look/look-page.ts';
import { byId } from '../by-id.ts';
import type { Field } from './file-grid.ts';
import type { Drawn, LookDrawing } from './look-drawing.tsx';

interface LookPanel {
  /** Shows a cell. */
  enter(path: string, drawn: Drawn): void;
  /** Shows the help of a cell's row, or of a row. */
  help(path: string, drawn: Drawn): void;
  /** The same cell, of which other things may be known. */
  again(drawn: Drawn): void;
  shut(): void;
}

export function openLookPanel(
  { fields, partAnew }: Pick<LookDrawing, 'fields' | 'partAnew'>,
  page: LookPage,
  lastYear: Report | undefined,
): LookPanel {
  const panel = byId('look-panel', HTMLElement);
  let path: string | undefined;
  let isHelpOpen = false;
  let isShut = false;

  // Opening and closing the help is not heard further up.
  panel.addEventListener(
    'toggle',
    ({ target }) => {
      if (target instanceof HTMLDetailsElement) isHelpOpen = target.open;
    },
    true,
  );

  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') shut();
  });

  function draw({ draft, check }: Drawn): void {
    if (path === undefined) return;
    panel.hidden = isShut;
    partAnew(
      'look-panel',
      <CellPanel
        page={page}
        draft={draft}
        findings={check.findings}
        lastYear={lastYear}
        path={path}
        isHelpOpen={isHelpOpen}
      />,
    );
  }

  function shut(): void {
    isShut = true;
    panel.hidden = true;
    if (path !== undefined) fields.get(path)?.focus();
  }

  function enter(next: string, drawn: Drawn): void {
    path = next;
    draw(drawn);
    const field = fields.get(next);
    if (field) uncover(field);
  }

  /** A cell that the row's label or the panel covers comes out from behind it. */
  function uncover(field: Field): void {
    const { left, bottom } = field.getBoundingClientRect();
    const label = field.closest('tr')?.querySelector('th[scope="row"]');
    const covered = (label?.getBoundingClientRect().right ?? left) - left;
    if (covered > 1) field.closest('.scroll')?.scrollBy({ left: -covered, behavior: 'instant' });
    const hidden = panel.hidden ? 0 : bottom - panel.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy({ top: hidden + 24, behavior: 'instant' });
  }

  return {
    enter,
    again: draw,
    help(next, drawn) {
      isHelpOpen = true;
      isShut = false;
      enter(next, drawn);
      const help = panel.querySelector('summary');
      help?.focus({ preventScroll: true });
      help?.scrollIntoView({ block: 'nearest' });
    },
    shut,
  };
}
