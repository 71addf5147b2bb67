import { showControlsInLines } from '../../shared/domain/basics/shown-controls.ts';

/** A view as markup, in which every text is escaped. Our views wait for nothing. */
export function renderView(view: string | Promise<unknown> | { toString(): string }): string {
  if (view instanceof Promise) throw new TypeError('a view is asynchronous');
  return showControlsInLines(String(view));
}
