/** A list in pages. A cursor names the item behind which a page begins, and where that stood: lists change meanwhile. */
import type { Page } from '../../shared/contracts/api/api-answers.ts';

export interface PageAsked {
  readonly limit: number;
  readonly cursor: { readonly index: number; readonly id: string } | undefined;
}

export function pageOfList<Item extends { readonly id: string }>(
  list: readonly Item[],
  { limit, cursor }: PageAsked,
): { readonly items: readonly Item[]; readonly page: Page } {
  const from = cursor === undefined ? 0 : begin(list, cursor);
  const items = list.slice(from, from + limit);
  const end = from + items.length;
  const last = items.at(-1);
  const next = last !== undefined && end < list.length ? `${end - 1}.${last.id}` : null;
  return { items, page: { total: list.length, limit, next } };
}

/** Where the item has left the list, the one that came after it has moved to its place. */
function begin(
  list: readonly { readonly id: string }[],
  { index, id }: NonNullable<PageAsked['cursor']>,
): number {
  const found = list.findIndex((item) => item.id === id);
  return found === -1 ? index : found + 1;
}
