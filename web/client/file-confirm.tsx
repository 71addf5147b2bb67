/** The fourth step in the browser: what is typed is held at once; what is drawn of it changes when a field is left. */
import type { Report } from '../../shared/domain/form/report.ts';
import { ConfirmView, Left, tellWrong, Warnings } from '../file/confirm-view.tsx';
import type { DraftCheck } from '../file/draft-check.ts';
import { applyEdit, explainWarning, type FilingDraft } from '../file/filing-draft.ts';
import type { FilingPage } from '../file/filing-page.ts';
import { byId } from './by-id.ts';
import { renderView } from './render-view.ts';

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

  function hold(next: FilingDraft): void {
    draft = next;
    onChange(next);
  }

  /** What is to be explained and what is left: only where that is something else, so that no field is lost. */
  function redraw(): void {
    const view = props();
    replace('confirm-left', renderView(<Left {...view} />));
    replace('confirm-warnings', renderView(<Warnings {...view} />));
  }

  const drawn = new Map<string, string>();
  function replace(id: string, markup: string): void {
    if (drawn.get(id) === markup) return;
    drawn.set(id, markup);
    byId(id, HTMLElement).innerHTML = markup;
  }

  root.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLTextAreaElement) {
      const { rule, path } = target.dataset;
      if (rule !== undefined && path !== undefined)
        hold(explainWarning(draft, { rule, path }, target.value, true));
    } else if (target instanceof HTMLInputElement && target.id === 'confirm-nil')
      hold(applyEdit(draft, [{ path: '/nil', to: target.checked ? 'true' : '' }]));
    else if (target instanceof HTMLInputElement) {
      const path = target.dataset['field'];
      if (path !== undefined) hold(applyEdit(draft, [{ path, to: target.value }], { continues: true }));
    }
  });
  root.addEventListener('change', ({ target }) => {
    // An explanation changes no finding, and the field that one goes to next must stay where it is.
    if (target instanceof HTMLTextAreaElement) return;
    if (target instanceof HTMLInputElement && target.dataset['field'] !== undefined) tellField(target);
    redraw();
  });

  function tellField(field: HTMLInputElement): void {
    const wrong = tellWrong(page, field.dataset['field'] ?? '', field.value);
    byId(`${field.id}-wrong`, HTMLElement).textContent = wrong;
    if (wrong === '') field.removeAttribute('aria-invalid');
    else field.setAttribute('aria-invalid', 'true');
  }
}
