/** A list in pages. A cursor names the item behind which a page begins, and where that stood: lists change meanwhile. */
import type { Page } from '../../shared/contracts/api/api-answers.ts';
import { isIsoDay } from '../../shared/domain/basics/calendar.ts';
import { MAX_PAGE } from '../../shared/contracts/api/api-parameters.ts';

/** An answer is at most 1 MB; what is not its list is small. */
export const MAX_LIST_BYTES = 900_000;

export interface PageAsked {
  readonly limit: number;
  readonly cursor: { readonly index: number; readonly id: string } | undefined;
}

/** What is answered where no part is asked for: the whole list, of a long one its beginning. */
export const askFirst = (list: readonly unknown[]): PageAsked => ({
  limit: Math.min(list.length, MAX_PAGE),
  cursor: undefined,
});

/** `tellBytes`: how much an item makes of the answer, of which there are no more then than fit in `maxBytes`. */
export function pageOfList<Item extends { readonly id: string }>(
  list: readonly Item[],
  { limit, cursor }: PageAsked,
  tellBytes?: (item: Item) => number,
  maxBytes = MAX_LIST_BYTES,
): { readonly items: readonly Item[]; readonly page: Page } {
  const from = cursor === undefined ? 0 : begin(list, cursor);
  const wanted = list.slice(from, from + limit);
  const items = tellBytes ? thoseThatFit(wanted, maxBytes, tellBytes) : wanted;
  const end = from + items.length;
  const last = items.at(-1);
  const next = last !== undefined && end < list.length ? `${end - 1}.${last.id}` : null;
  return { items, page: { total: list.length, limit, next } };
}

/** Where the item has left the list, the one that came after it has moved to its place; a kept summary's slot is no item, and nothing moves in it. */
function begin(
  list: readonly { readonly id: string }[],
  { index, id }: NonNullable<PageAsked['cursor']>,
): number {
  const found = list.findIndex((item) => item.id === id);
  if (found !== -1) return found + 1;
  return isIsoDay(id) ? index + 1 : index;
}

/** As many as fit, at least one. */
export function thoseThatFit<Item>(
  items: readonly Item[],
  maxBytes: number,
  tellBytes: (item: Item) => number = countJsonBytes,
): readonly Item[] {
  let bytes = 0;
  const end = items.findIndex((item) => (bytes += tellBytes(item)) > maxBytes);
  return end === -1 ? items : items.slice(0, Math.max(1, end));
}

export const countJsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
