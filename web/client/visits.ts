/** When a page was visited: looking again within half an hour is the same visit. */

/** In milliseconds since 1970. */
interface Visit {
  /** When it was looked at last. */
  readonly seen: number;
  /** When the visit before this one ended; left out in the first. */
  readonly before?: number;
}

const PAUSE_MS = 30 * 60_000;

/** `undefined` where nothing was kept, or nothing of this kind. */
export function readVisit(kept: string | null): Visit | undefined {
  const value: unknown = JSON.parse(kept ?? 'null');
  if (typeof value !== 'object' || value === null || !('seen' in value)) return undefined;
  const { seen } = value;
  const before = 'before' in value ? value.before : undefined;
  if (typeof seen !== 'number') return undefined;
  return { seen, ...(typeof before === 'number' && { before }) };
}

export function nextVisit(last: Visit | undefined, nowMs: number): Visit {
  if (!last) return { seen: nowMs };
  return nowMs - last.seen > PAUSE_MS ? { seen: nowMs, before: last.seen } : { ...last, seen: nowMs };
}
