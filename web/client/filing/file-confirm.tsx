/** The fourth step in the browser: what is typed is held at once; what is drawn of it changes when a field is left. */
import type { Report } from '../../../shared/domain/form/report.ts';
import { ConfirmView, Left, tellWrong, Warnings } from '../../file/confirm/confirm-view.tsx';
import type { DraftCheck } from '../../file/draft-check.ts';
import { explainWarning, fillIn, type FilingDraft } from '../../file/filing-draft.ts';
import type { FilingPage } from '../../file/filing-page.ts';
import { byId } from '../by-id.ts';
import { renderView } from '../render-view.ts';

interface ConfirmGiven {
  readonly page: FilingPage;
  readonly draft: FilingDraft;
  readonly lastYear: Report | undefined;
  readonly check: (draft: FilingDraft) => DraftCheck;
  readonly onChange: (draft: FilingDraft) => void;
}

export function mountConfirm(parent: HTMLElement, given: ConfirmGiven): void {
  const { page, lastYear, onChange } = given;
  let draft = given.draft;
  const root = document.createElement('div');
  const props = () => ({ page, draft, lastYear, check: given.check(draft) });
  root.innerHTML = renderView(<ConfirmView {...props()} />);
  parent.replaceChildren(root);
  const drawn = new Map(drawParts());

  function hold(next: FilingDraft): void {
    draft = next;
    onChange(next);
  }

  /** What is left, and what is to be explained. */
  function drawParts(): readonly (readonly [id: string, markup: string])[] {
    const view = props();
    return [
      ['confirm-left', renderView(<Left {...view} />)],
      ['confirm-warnings', renderView(<Warnings {...view} />)],
    ];
  }

  /** Only where that is something else; who is in a field there stays in it. */
  function redraw(): void {
    for (const [id, markup] of drawParts()) {
      if (drawn.get(id) === markup) continue;
      drawn.set(id, markup);
      const part = byId(id, HTMLElement);
      const held = part.contains(document.activeElement) ? document.activeElement : undefined;
      part.innerHTML = markup;
      if (held instanceof HTMLTextAreaElement) findSame(part, held)?.focus({ preventScroll: true });
    }
  }

  const findSame = (part: HTMLElement, { dataset: { rule, path } }: HTMLElement): HTMLElement | undefined =>
    [...part.querySelectorAll('textarea')].find(
      ({ dataset }) => dataset['rule'] === rule && dataset['path'] === path,
    );

  root.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLTextAreaElement) {
      const { rule, path } = target.dataset;
      if (rule !== undefined && path !== undefined) hold(explainWarning(draft, { rule, path }, target.value));
    } else if (target instanceof HTMLInputElement && target.id === 'confirm-nil')
      hold(fillIn(draft, { path: '/nil', to: target.checked ? 'true' : '' }));
    else if (target instanceof HTMLInputElement) {
      const path = target.dataset['field'];
      if (path !== undefined) hold(fillIn(draft, { path, to: target.value }));
    }
  });
  root.addEventListener('change', ({ target }) => {
    // An explanation changes no finding, and the field that one goes to next must stay where it is.
    if (target instanceof HTMLTextAreaElement) return;
    if (target instanceof HTMLInputElement && target.dataset['field'] !== undefined) tellField(target);
    // The focus is on its way to the next field, which must be there still.
    setTimeout(redraw);
  });

  function tellField(field: HTMLInputElement): void {
    const wrong = tellWrong(page, field.dataset['field'] ?? '', field.value);
    byId(`${field.id}-wrong`, HTMLElement).textContent = wrong;
    if (wrong === '') field.removeAttribute('aria-invalid');
    else field.setAttribute('aria-invalid', 'true');
  }
}
