/**
 * Looks where reports are said to be published: whether the page is there, has moved, is gone, or has changed since that
 * was stated. Each run looks at the reports of one year, so that a week or so goes round all of them; what the time of a
 * run does not suffice for comes first the next time. What is found is kept where it is new.
 */
import pMap from 'p-map';
import type { FetchPage, Fetched, FetchedPage } from '../adapters/portal/fetch-page.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import {
  countDays,
  countEpochMs,
  makeInstant,
  tellChinaDay,
  toIsoDay,
  type Instant,
} from '../domain/basics/calendar.ts';
import { readPlace, type Place } from '../domain/basics/place.ts';
import { FIRST_REPORT_YEAR } from '../domain/form/catalogue.ts';
import type { AgencyYear, InForce } from '../domain/standing/agency-year-record.ts';
import { condensePage } from '../domain/standing/page-text.ts';
import { findPublication, type StatedPublication } from '../domain/standing/publication.ts';
import {
  isSameCheck,
  type PageComparison,
  type SourceCheck,
  type SourceState,
} from '../domain/standing/source-check.ts';
import type { SourceVisit } from '../domain/standing/source-visit.ts';
import { retryRace } from './retry-race.ts';
import { walkRegions } from './walk-regions.ts';

/**
 * The place of the converter: reads the table of a page and compares it, cell by cell, with the report in force. Until
 * there is one, pages are not compared, and results say so.
 */
type ComparePage = (page: FetchedPage, report: InForce) => Promise<PageComparison>;

export interface CheckDeps {
  readonly table: Pick<
    ReportTable,
    'children' | 'regions' | 'sourceVisitsIn' | 'recordVisit' | 'agencyYearsAt'
  >;
  readonly fetchPage: FetchPage;
  readonly comparePage?: ComparePage | undefined;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly now: () => Instant;
}

export interface Checked {
  readonly year: number;
  readonly looked: number;
  /** Looks that found something new. */
  readonly changed: number;
  /** Addresses for which the time did not suffice. */
  readonly left: number;
}

/** Hosts asked side by side; each is asked for one page after the other. */
const HOSTS_AT_ONCE = 8;
/** A run that is repeated does not look again at what it has seen. */
const SEEN_MS = 3 * 86_400_000;

/** The report year whose turn it is: one a day, in a circle. */
export function chooseYearToCheck(now: Instant): number {
  const today = tellChinaDay(now);
  const years = Number(today.slice(0, 4)) - FIRST_REPORT_YEAR;
  return FIRST_REPORT_YEAR + (countDays(toIsoDay('2020-01-01'), today) % years);
}

interface Due {
  readonly place: Place;
  readonly stated: StatedPublication & { readonly sourceUrl: string };
  readonly visit: SourceVisit | undefined;
}

/** `hasTime`: asked before each look. */
export async function checkPublications(
  deps: CheckDeps,
  { year, hasTime }: { readonly year: number; readonly hasTime: () => boolean },
): Promise<Checked> {
  const due = await findDue(deps, year);
  const counts = { looked: 0, changed: 0, left: 0 };
  const byHost = Map.groupBy(due, ({ stated }) => URL.parse(stated.sourceUrl)?.hostname ?? '');
  await pMap(
    byHost.values(),
    async (ofHost) => {
      for (const one of ofHost) {
        if (!hasTime()) {
          counts.left += 1;
          continue;
        }
        counts.looked += 1;
        if (await lookAt(deps, one)) counts.changed += 1;
      }
    },
    { concurrency: HOSTS_AT_ONCE },
  );
  return { year, ...counts };
}

/** Addresses that nobody has looked at for a while: those never seen first, then the longest ago. */
async function findDue({ table, now }: CheckDeps, year: number): Promise<readonly Due[]> {
  const due: Due[] = [];
  const since = makeInstant(countEpochMs(now()) - SEEN_MS);
  await walkRegions(
    table,
    year,
    async ({ code, children }) => {
      const items = [...children.agencies, ...children.beside];
      if (!items.some((item) => stateAddress(item))) return;
      const visits = await table.sourceVisitsIn(code, year);
      for (const item of items) {
        const stated = stateAddress(item);
        const visit = visits.get(item.agency.id);
        if (!stated || (visit && isVisitOf(visit, stated) && visit.visitedAt > since)) continue;
        due.push({ place: readPlace(item), stated, visit });
      }
    },
    // Verify tells of what is damaged.
    { onDamaged: () => undefined },
  );
  const seenAt = ({ visit }: Due): string => visit?.visitedAt ?? '';
  return due.sort((a, b) => (seenAt(a) < seenAt(b) ? -1 : 1));
}

function stateAddress(item: AgencyYear): Due['stated'] | undefined {
  const stated = findPublication(item);
  return stated?.sourceUrl === undefined ? undefined : { ...stated, sourceUrl: stated.sourceUrl };
}

const isVisitOf = ({ url, since }: SourceVisit, { sourceUrl, receivedAt }: Due['stated']): boolean =>
  url === sourceUrl && since === receivedAt;

/** Answers whether something new was found. */
async function lookAt(deps: CheckDeps, { place, stated, visit: last }: Due): Promise<boolean> {
  const item = (await deps.table.agencyYearsAt([place]))(place);
  const known = last && isVisitOf(last, stated) ? last : undefined;
  // A page that has to be compared anew is needed whole.
  const isCompared = !deps.comparePage || known?.comparedWith === item?.inForce?.sha256;
  const { etag, lastModified } = (isCompared ? known : undefined) ?? {};
  const fetched = await deps.fetchPage(stated.sourceUrl, { etag, lastModified });
  const visit = await describeVisit(deps, { stated, known, fetched, inForce: item?.inForce });
  return keepVisit(deps.table, place, visit);
}

/** What was seen before under the same statement, and what is seen now. */
interface Look {
  readonly stated: Due['stated'];
  readonly known: SourceVisit | undefined;
  readonly fetched: Fetched;
  readonly inForce: InForce | undefined;
}

async function describeVisit(deps: CheckDeps, look: Look): Promise<SourceVisit> {
  const { stated, known, fetched, inForce } = look;
  const visitedAt = deps.now();
  const base = { url: stated.sourceUrl, since: stated.receivedAt, visitedAt };
  const found = {
    checkedAt: visitedAt,
    url: stated.sourceUrl,
    comparison: { kind: 'not-compared' },
  } as const;
  switch (fetched.kind) {
    case 'page': {
      const { page } = fetched;
      const seen = fingerprint(deps, page);
      const first = known?.fingerprint ?? seen;
      const movedTo = tellMove(page.url, stated);
      const state = tellPageState(first !== seen, movedTo);
      const compared = deps.comparePage && inForce && (await deps.comparePage(page, inForce));
      return {
        ...base,
        found: { ...found, state, movedTo, ...(compared && { comparison: compared }) },
        ...(compared && { comparedWith: inForce.sha256 }),
        etag: page.etag,
        lastModified: page.lastModified,
        fingerprint: first,
      };
    }
    // Only what was a page is asked whether it changed: what was seen there holds, wherever it lies by now.
    case 'unchanged': {
      const movedTo = tellMove(fetched.url, stated);
      const state = tellPageState(known?.found.state === 'changed', movedTo);
      return {
        ...known,
        ...base,
        found: { ...(known?.found ?? found), checkedAt: visitedAt, state, movedTo },
      };
    }
    case 'gone':
      return { ...base, ...keepFirst(known), found: { ...found, state: 'gone', status: fetched.status } };
    case 'forbidden':
      return {
        ...base,
        ...keepFirst(known),
        found: { ...found, state: 'not-checked', fault: fetched.fault },
      };
    case 'failed': {
      const { fault, status } = fetched;
      return { ...base, ...keepFirst(known), found: { ...found, state: 'unreachable', fault, status } };
    }
  }
}

/** Where a page lies now, if that is not where it is stated to be. */
const tellMove = (url: string, { sourceUrl }: Due['stated']): string | undefined =>
  isSameAddress(url, sourceUrl) ? undefined : url;
const tellPageState = (isChanged: boolean, movedTo: string | undefined): SourceState =>
  isChanged ? 'changed' : movedTo === undefined ? 'alive' : 'moved';

/** A site that leads from http to https has moved nothing. */
const isSameAddress = (one: string, other: string): boolean => stripProtocol(one) === stripProtocol(other);
const stripProtocol = (url: string): string => new URL(url).href.replace(/^https?:/, '');

/** The page as it was first seen, without what the server said of it: the next look is at the whole page. */
const keepFirst = (known: SourceVisit | undefined): Pick<SourceVisit, 'fingerprint'> =>
  known?.fingerprint === undefined ? {} : { fingerprint: known.fingerprint };

/** Files are compared as they are; a page by its text. Which encoding it has is no matter: bytes stand for characters. */
function fingerprint({ sha256 }: Pick<CheckDeps, 'sha256'>, { bytes, contentType }: FetchedPage): string {
  if (!/html|xml/i.test(contentType)) return sha256(bytes);
  return sha256(new TextEncoder().encode(condensePage(Buffer.from(bytes).toString('latin1'))));
}

/** Keeps a look; where it found something new, also what that is. Answers whether it did. */
export async function keepVisit(
  table: Pick<ReportTable, 'agencyYearsAt' | 'recordVisit'>,
  place: Place,
  visit: SourceVisit,
): Promise<boolean> {
  return retryRace<boolean>(`the agency-year of ${place.agencyId} for ${place.year}`, async () => {
    const item = (await table.agencyYearsAt([place]))(place);
    // Who is no longer on the roster, or states another address by now, is looked at another time.
    if (!item || findPublication(item)?.sourceUrl !== visit.url) return false;
    const { sourceCheck, revision } = item;
    const isKnown = sourceCheck !== undefined && isSameCheck(sourceCheck, visit.found);
    const found: SourceCheck = isKnown ? sourceCheck : visit.found;
    const next = isKnown ? undefined : { ...item, sourceCheck: found, revision: revision + 1 };
    const written = await table.recordVisit(place, { ...visit, found }, next);
    return written === 'written' ? !isKnown : 'outdated';
  });
}
