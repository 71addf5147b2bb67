/** What moved a total from one year to another: the parts that changed it most, and the others together. They add up to the difference. */

interface Moved<Item> {
  readonly item: Item;
  /** `undefined` where nothing was reported: it added nothing. */
  readonly before: number | undefined;
  readonly now: number | undefined;
}
export interface Mover<Item> extends Moved<Item> {
  readonly change: number;
}

export interface Movement<Item> {
  readonly from: number;
  readonly to: number;
  /** The largest changes first, up or down; equal ones as they came. Those that changed nothing are none. */
  readonly movers: readonly Mover<Item>[];
}

export function tellMovement<Item>(parts: readonly Moved<Item>[]): Movement<Item> {
  const all = parts.map((part) => ({ ...part, change: (part.now ?? 0) - (part.before ?? 0) }));
  return {
    from: all.reduce((sum, { before = 0 }) => sum + before, 0),
    to: all.reduce((sum, { now = 0 }) => sum + now, 0),
    movers: all
      .filter(({ change }) => change !== 0)
      .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change)),
  };
}
