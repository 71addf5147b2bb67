/**
 * A part of the audit trail, the newest first, read with so many requests and no more: it says how far it came, and the next
 * part goes on from there. Entries lie by province and month, whoever in the province they are about.
 */
import type { AuditTrail } from '../adapters/table/audit-trail.ts';
import {
  listAuditMonths,
  sortAudit,
  tellAuditPosition,
  type AuditEntry,
  type AuditScope,
} from '../domain/authority/audit-entry.ts';
import { parseInstant, type Instant } from '../domain/basics/calendar.ts';
import { fits, type AuditQuestion } from './list-audit.ts';

export interface AuditPart {
  readonly entries: readonly AuditEntry[];
  /** Where the next part begins; `undefined` where all was read. */
  readonly next: { readonly before: string; readonly readTo: Instant } | undefined;
}

interface Bounds {
  /** Entries that are answered. */
  readonly most: number;
  /** Requests to the table; one for each scope is always made. */
  readonly requests: number;
  /** Entries of one request. */
  readonly chunk: number;
}

/** What is read of one scope's month. */
interface Reading {
  readonly scope: AuditScope;
  /** The newest first. */
  entries: AuditEntry[];
  /** Nothing is known of what stands before. */
  to: string;
  isEnd: boolean;
}

const POSITION = /^\d{4}-\d{2}(?:-\d{2}T[\d:.]+Z#[^#]{1,500})?$/;
/** A part begins before an entry, or before a month. */
export const isAuditPosition = (text: string): boolean => POSITION.test(text);

export async function readAuditPart(
  { trail, scopes }: { readonly trail: Pick<AuditTrail, 'before'>; readonly scopes: readonly AuditScope[] },
  {
    before,
    maySee,
    ...question
  }: AuditQuestion & {
    readonly before?: string | undefined;
    readonly maySee: (entry: AuditEntry) => boolean;
  },
  { most, requests, chunk }: Bounds,
): Promise<AuditPart> {
  const { from, until } = question;
  const found: AuditEntry[] = [];
  let left = Math.max(requests, scopes.length);
  let position = before !== undefined && before < until ? before : until;

  /** Reads on where nothing is left of what was read; `false` where that may not be any more. */
  async function readOn(month: string, readings: readonly Reading[]): Promise<boolean> {
    const empty = readings.filter(({ entries, isEnd }) => entries.length === 0 && !isEnd);
    if (empty.length > left) return false;
    left -= empty.length;
    await Promise.all(
      empty.map(async (reading) => {
        const { entries, isEnd } = await trail.before(reading.scope, month, {
          from,
          to: reading.to,
          // Among them the one that was read last.
          limit: chunk + 1,
        });
        reading.entries = entries.filter((entry) => tellAuditPosition(entry) < reading.to);
        reading.isEnd = isEnd;
        const last = entries.at(-1);
        if (last) reading.to = tellAuditPosition(last);
      }),
    );
    return true;
  }

  for (const month of position <= from ? [] : listAuditMonths(from, until)) {
    if (month > position.slice(0, 7) || month === position) continue;
    const readings = scopes.map((scope): Reading => ({ scope, entries: [], to: position, isEnd: false }));
    for (;;) {
      if (!(await readOn(month, readings))) return goOn(found, position);
      const newest = takeNewest(readings);
      if (!newest) break;
      position = tellAuditPosition(newest);
      if (fits(newest, question) && maySee(newest)) found.push(newest);
      if (found.length === most) return goOn(found, position);
    }
    position = month;
  }
  return { entries: sortAudit(found), next: undefined };
}

function takeNewest(readings: readonly Reading[]): AuditEntry | undefined {
  let newest: Reading | undefined;
  for (const reading of readings) {
    const [entry] = reading.entries;
    const [other] = newest?.entries ?? [];
    if (entry && (!other || tellAuditPosition(entry) > tellAuditPosition(other))) newest = reading;
  }
  return newest?.entries.shift();
}

function goOn(entries: readonly AuditEntry[], before: string): AuditPart {
  const [instant = ''] = before.split('#');
  const readTo = parseInstant(instant.length === 7 ? `${instant}-01T00:00:00.000Z` : instant);
  if (readTo === undefined) throw new TypeError(`an entry of the trail stands at no instant: ${before}`);
  return { entries: sortAudit(entries), next: { before, readTo } };
}
