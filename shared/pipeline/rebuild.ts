/**
 * Every standing and every total of a year made anew from the history and the archived bytes, past whatever is damaged.
 * What is right already is not written, so a rebuild may be run at any time, beside uploads, and twice.
 */
import { readPlace } from '../domain/basics/place.ts';
import { joinActs, keepActs, placeReturns } from '../domain/standing/acts/act.ts';
import type { AgencyYear, InForce } from '../domain/standing/agency-year-record.ts';
import { readRevision, type DamagedRecord } from '../domain/standing/damaged-record.ts';
import { sumReceived } from '../domain/standing/history-days.ts';
import { newestRecord, type PublicationRecord } from '../domain/standing/publication.ts';
import { newestCheck, type SourceCheck } from '../domain/standing/source-check.ts';
import type { Submission } from '../domain/standing/submission.ts';
import pMap from 'p-map';
import { yearBefore, type Surroundings } from '../domain/verdict/findings-shown.ts';
import {
  LANES,
  makeArchiveKey,
  makeDocumentKey,
  makePublicationKey,
  type Place,
} from '../contracts/bucket/object-keys.ts';
import { makeActCopyKey } from '../contracts/bucket/act-copy.ts';
import { isSameRecord, type StoredAct } from '../domain/standing/acts/stored-act.ts';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { findVersion } from '../domain/basics/version.ts';
import type { WrongPhrases } from '../domain/narrative/phrase-list.ts';
import { deadlineFor } from '../domain/basics/deadlines.ts';
import { decodeReport } from '../domain/document/decode-report.ts';
import { checkFiling } from '../domain/verdict/check-report.ts';
import { keepExplanations, type KeptExplanation } from '../domain/standing/explanations.ts';
import type { Finding } from '../domain/findings/finding.ts';
import type { Report } from '../domain/form/report.ts';
import { PermanentError } from '../errors.ts';
import { keepReport, explanationsGiven, keepInForce } from './filed-report.ts';
import { isSameItem, judged } from './judge-agency-year.ts';
import { groupByYear, nameYear } from './kept-acts.ts';
import { enrolledAnew } from './load-roster.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';
import { restateFacts } from './keep-stated-facts.ts';
import { mendDays, type KeepDaysTable } from './keep-days.ts';
import { recomputeRegion } from './recompute-region.ts';
import { historiesIn, standingIn } from './told-by-history.ts';
import { walkRegions } from './walk-regions.ts';

export interface RebuildDeps {
  readonly table: KeepDaysTable &
    Pick<
      ReportTable,
      | 'children'
      | 'regions'
      | 'regionYears'
      | 'childRegions'
      | 'agencyYearsAt'
      | 'putRegionYear'
      | 'putChangedFacts'
      | 'regionToSum'
      | 'mendFacts'
      | 'markDamaged'
      | 'putAgencyYear'
      | 'submissionsIn'
      | 'removeSubmission'
      | 'storedActsIn'
      | 'restoreAct'
      | 'publicationsIn'
      | 'sourceChecksIn'
      | 'removePublication'
      | 'amendSubmission'
      | 'rosterOf'
      | 'calendar'
      | 'wrongPhraseEditions'
    >;
  readonly bucket: Pick<ReportBucket, 'archivedAs' | 'archiveAgain' | 'hasUpload' | 'keptActs' | 'keptAct'>;
}

export interface Rebuilt {
  readonly reports: number;
  /** Agencies, regions and archived documents that were wrong. */
  readonly mended: readonly string[];
  /** Submissions that could not be read: taken out, and to be received again by reconciliation. */
  readonly removed: readonly string[];
  /** What could not be made anew, and why; everything else was. */
  readonly failures: readonly string[];
}

const CONCURRENCY = 16;

/** Years are rebuilt in order: each compares with the year before. */
export async function rebuildYear({ table, bucket }: RebuildDeps, year: number): Promise<Rebuilt> {
  const mended: string[] = [];
  const removed: string[] = [];
  const failures = new Set<string>();
  let reports = 0;
  const damaged = new Map<string, DamagedRecord>();
  const editions = await table.wrongPhraseEditions();
  const keptActs = groupByYear(await Array.fromAsync(bucket.keptActs()));
  await walkRegions(
    table,
    year,
    async ({ code, children }) => {
      const history: Submission[] = [];
      await attempt(async () => {
        const illegible: DamagedRecord[] = [];
        const onDamaged = (one: DamagedRecord): void => void illegible.push(one);
        history.push(...(await table.submissionsIn({ district: code, year }, { onDamaged })));
        for (const one of illegible) await attempt(() => takeOut(one));
      });
      const acts = await readActs(code);
      const published = await readPublished(code);
      const before = await table.children(code, year - 1, { consistent: true, onDamaged: ignore });
      const agencies = [...children.agencies, ...children.beside];
      await rebuildAgencies(code, agencies, { history, acts, published }, [
        ...before.agencies,
        ...before.beside,
      ]);
      await attempt(async () => {
        if ((await recomputeRegion(table, code, year)) === 'changed') mended.push(code);
      });
      await attempt(async () => {
        for (const day of await mendDays(table, { code, year })) mended.push(`${code} ${day}`);
      });
    },
    { onDamaged: (one) => void damaged.set(one.key, one) },
  );
  return { reports, mended, removed, failures: [...failures] };

  /** What is wrong for good is told, and everything else gets its turn. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      failures.add(error.message);
    }
  }

  /**
   * Where one can't be read, or is not as its copy says, the copy takes its place; where there is none, the item keeps
   * what it knows.
   */
  async function readActs(code: string): Promise<DistrictHistories['acts']> {
    const illegible = new Map<string, DamagedRecord>();
    const stored = new Map<string, StoredAct>();
    const recorded = await table.storedActsIn(code, year, (one) => {
      if (one.what.kind === 'act') illegible.set(makeActCopyKey({ ...one.what, on: one.what.place }), one);
    });
    for (const one of recorded) stored.set(makeActCopyKey(one), one);
    for (const named of keptActs.get(nameYear(code, year)) ?? []) {
      const key = makeActCopyKey(named);
      const known = stored.get(key);
      if (!known && !illegible.has(key)) continue;
      await attempt(async () => {
        const kept = await bucket.keptAct(named);
        if (!kept || (known && isSameRecord(kept, known))) return;
        await table.restoreAct(kept, { instead: true });
        stored.set(key, kept);
        illegible.delete(key);
        mended.push(key);
      });
    }
    for (const { message } of illegible.values()) failures.add(`${message}: restore it from a backup`);
    const damagedIds = new Set([...illegible.values()].map(({ id }) => id));
    const acts = Map.groupBy(
      [...stored.values()].flatMap(({ act }) => act ?? []),
      ({ on }) => on.agencyId,
    );
    return ({ agency: { id }, acts: known }) =>
      keepActs(damagedIds.has(id) ? joinActs(acts.get(id) ?? [], known) : (acts.get(id) ?? []));
  }

  /** What was recorded of publications, and found there; what can't be read is taken out. */
  async function readPublished(code: string): Promise<PublishedHistories> {
    const illegible: DamagedRecord[] = [];
    const onDamaged = (one: DamagedRecord): void => void illegible.push(one);
    const [records, checks] = await Promise.all([
      table.publicationsIn(code, year, { onDamaged }),
      table.sourceChecksIn(code, year, { onDamaged }),
    ]);
    for (const one of illegible) await attempt(() => takeOut(one));
    return { records, checks };
  }

  async function takeOut({ what, message, key }: DamagedRecord): Promise<void> {
    if (what.kind === 'source-check' || (what.kind === 'publication' && (await isThere(what)))) {
      await table.removePublication({ ...what, kind: what.kind });
      removed.push(key);
      return;
    }
    if (what.kind === 'submission' && what.place !== 'unplaced') {
      const { place, submissionId } = what;
      for (const upload of LANES.map((lane) => makeDocumentKey(lane, place)))
        if (await bucket.hasUpload(upload, submissionId)) {
          await table.removeSubmission({ place, submissionId });
          removed.push(`${upload} ${submissionId}`);
          return;
        }
    }
    throw new PermanentError(`${message}, and its upload is gone: restore the item from a backup`);
  }

  const isThere = ({ place, id }: { readonly place: Place; readonly id: string }): Promise<boolean> =>
    bucket.hasUpload(makePublicationKey(place), id);

  async function rebuildAgencies(
    code: string,
    agencies: readonly AgencyYear[],
    { history: submissions, acts, published }: DistrictHistories,
    before: readonly AgencyYear[],
  ): Promise<void> {
    const histories = historiesIn(submissions);
    const previous = new Map(before.map((item) => [item.agency.id, item]));
    const intact = new Map(agencies.map((item) => [item.agency.id, item]));
    const illegible = new Map(
      [...damaged.values()]
        .filter(({ what }) => what.kind === 'agency-year' && what.place.district === code)
        .map((one) => [one.id, one]),
    );
    await pMap(
      new Set([...histories.keys(), ...illegible.keys(), ...agenciesToPublish(published, agencies)]),
      (id) =>
        attempt(async () => {
          const instead = illegible.get(id);
          const known = intact.get(id);
          const item = known ?? (await madeAnew(table, { district: code, agencyId: id, year }, instead));
          const filed = histories.get(id) ?? [];
          const archive = await wholeArchive(filed);
          const own = await restateFacts(table, filed, (sha256) =>
            Promise.resolve(archive.get(sha256)?.bytes),
          );
          const rebuilt = {
            ...(await rebuiltItem(
              { archive, editions, table },
              { ...item, acts: placeReturns(acts(item), own) },
              own,
              previous.get(id),
            )),
            publication: newestRecord(published.records.get(id) ?? []),
            sourceCheck: newestCheck(published.checks.get(id) ?? []),
          };
          if (rebuilt.inForce) reports += 1;
          if (known && isSameItem(rebuilt, known)) return;
          // Outdated: an upload was recorded meanwhile; it started from the item as it was, so a second rebuild mends the rest.
          const next = { ...rebuilt, revision: item.revision + 1 };
          if ((await table.putAgencyYear(next, instead)) === 'written') mended.push(id);
        }),
      { concurrency: CONCURRENCY },
    );
  }

  /** Every document of an agency's year, put back from its upload where the archive has lost it. */
  async function wholeArchive(submissions: readonly Submission[]): Promise<Archive> {
    const archive = new Map<string, ArchivedDocument>();
    for (const submission of submissions) {
      const { sha256 } = submission;
      if (sha256 === null || archive.has(sha256)) continue;
      const found = await bucket.archivedAs(sha256);
      if (found.state === 'redacted') {
        archive.set(sha256, { bytes: found.bytes, isRedacted: true });
        continue;
      }
      const wasRedacted = submissions.some((one) => one.sha256 === sha256 && one.redacted);
      const bytes =
        found.state === 'whole'
          ? found.bytes
          : wasRedacted
            ? undefined
            : await bucket.archiveAgain(sha256, submission);
      if (bytes) archive.set(sha256, { bytes, isRedacted: false });
      if (bytes && found.state !== 'whole') mended.push(makeArchiveKey(sha256));
      if (!bytes)
        failures.add(
          `${makeArchiveKey(sha256)}, a report of ${nameAgency(submission)} for ${year}, is ${found.state}, and its upload is gone: restore it from a backup`,
        );
    }
    return archive;
  }
}

/** By agency. */
interface PublishedHistories {
  readonly records: ReadonlyMap<string, readonly PublicationRecord[]>;
  readonly checks: ReadonlyMap<string, readonly SourceCheck[]>;
}
interface DistrictHistories {
  readonly history: readonly Submission[];
  readonly acts: (item: AgencyYear) => AgencyYear['acts'];
  readonly published: PublishedHistories;
}

/** Those of which something was recorded, or which say so. */
const agenciesToPublish = (
  { records, checks }: PublishedHistories,
  agencies: readonly AgencyYear[],
): readonly string[] => [
  ...records.keys(),
  ...checks.keys(),
  ...agencies.flatMap(({ agency, publication, sourceCheck }) =>
    publication || sourceCheck ? [agency.id] : [],
  ),
];

const nameAgency = ({ place, key }: Submission): string => (place === 'unplaced' ? key : place.agencyId);

/** Told where it is needed. */
const ignore = (): void => undefined;

interface ArchivedDocument {
  readonly bytes: Uint8Array;
  /** Its texts were taken away: only its figures tell what it said. */
  readonly isRedacted: boolean;
}
/** By hash. */
type Archive = ReadonlyMap<string, ArchivedDocument>;

/** An item that is lost or can't be read: what it still says, and the roster for the rest; nothing filed yet. */
async function madeAnew(
  table: RebuildDeps['table'],
  place: Place,
  damaged: DamagedRecord | undefined,
): Promise<AgencyYear> {
  const { enrolment, ...rest } = damaged?.legible ?? {};
  const { district, year } = place;
  const base = { revision: readRevision(damaged), district, year };
  if (enrolment) return { ...base, ...enrolment, ...rest };
  const enrolled = await enrolledAnew(table, place);
  if (!enrolled)
    throw new PermanentError(
      `the roster does not know ${place.agencyId} in ${district}: load it, then rebuild once more`,
    );
  return { ...enrolled, ...rest, revision: base.revision };
}

type DocumentDeps = Pick<ItemDeps, 'archive' | 'editions'>;
interface ItemDeps {
  readonly table: SurroundingsTable;
  readonly archive: Archive;
  /** The operator's list of wrong phrases, as it was and is. */
  readonly editions: readonly WrongPhrases[];
}

async function rebuiltItem(
  deps: ItemDeps,
  item: AgencyYear,
  submissions: readonly Submission[],
  previous: AgencyYear | undefined,
): Promise<AgencyYear> {
  const { table } = deps;
  const { inForce: _inForce, latest: _latest, firstAccepted: _first, received: _received, ...roster } = item;
  const { inForce, latest, firstAccepted } = standingIn(submissions, item.acts);
  const surroundings = (await readSurroundings(table, [item], () => previous))(item);
  const given = submissions
    .filter(({ outcome, explanationCount }) => outcome === 'accepted' && explanationCount > 0)
    .flatMap((submission) => explanationsIn(deps, item, submission, surroundings));
  return judged(
    {
      ...roster,
      ...(inForce && {
        inForce: {
          ...inForceFromArchive(deps, item, inForce, surroundings),
          ...(inForce.repeated && { repeated: inForce.repeated }),
          ...(inForce.textSince && { textSince: inForce.textSince }),
        },
      }),
      ...(latest && { latest, received: sumReceived(submissions) }),
      ...(firstAccepted && { firstAccepted }),
      explanations: [...keepExplanations([], given)],
      rules: { fired: firedIn(item, submissions), open: [], explained: [] },
    },
    surroundings,
  );
}

/** Only the item knows what comparisons found on the way; the submissions tell one that has lost it. */
const firedIn = ({ latest, rules }: AgencyYear, submissions: readonly Submission[]): string[] => [
  ...(rules?.fired ?? []),
  ...submissions.flatMap((submission) => submission.rules),
  ...(latest || rules
    ? []
    : submissions.flatMap(({ contextualFindings }) => contextualFindings.map(({ rule }) => rule))),
];

/** An archived document of the agency, checked again; `undefined` where the archive has it, or its texts, no more. */
function recheckedDocument(
  { archive, editions }: DocumentDeps,
  agencyYear: AgencyYear,
  { sha256, receivedAt, accepted }: Submission,
  surroundings: Surroundings,
): { sha256: string; report: Report; findings: readonly Finding[] } | undefined {
  const { agency, district, year, extension } = agencyYear;
  const archived = sha256 === null ? undefined : archive.get(sha256);
  if (!archived || archived.isRedacted || sha256 === null) return undefined;
  const { report, findings } = checkFiling(archived.bytes, {
    receivedAt,
    place: readPlace(agencyYear),
    roster: { ...agency, district },
    deadline: deadlineFor({ kind: agency.kind, district }, year, extension),
    ...yearBefore(surroundings),
    total: surroundings.total && surroundings.total,
    wrongPhrases: findVersion(editions, receivedAt)?.entries,
    firstAcceptedAt: receivedAt,
    sharedMove: accepted?.sharedMove,
  });
  if (!report) throw new PermanentError(`the archived report of ${agency.id} for ${year} cannot be read`);
  return { sha256, report, findings };
}

function inForceFromArchive(
  deps: DocumentDeps,
  item: AgencyYear,
  submission: Submission,
  surroundings: Surroundings,
): InForce {
  const rechecked = recheckedDocument(deps, item, submission, surroundings);
  const sha256 = rechecked?.sha256 ?? submission.sha256;
  const accepted = rechecked
    ? keepReport(rechecked.report, rechecked.findings)
    : withArchivedFigures(deps.archive, submission);
  if (!accepted || sha256 === null)
    throw new PermanentError(
      `nothing says any more what ${item.agency.id} reported for ${item.year}: archive and upload are gone`,
    );
  const copiedFrom = item.inForce?.submissionId === submission.submissionId && item.inForce.copiedFrom;
  const { statedAgency, sharedMove, repetitions } = submission.accepted ?? {};
  return {
    ...keepInForce(submission, sha256, accepted),
    // Reconciliation finds out whose text it is.
    ...(copiedFrom && { copiedFrom }),
    // The roster may be another by now.
    ...(statedAgency && { statedAgency }),
    ...(sharedMove && { sharedMove }),
    ...(repetitions && { repetitions }),
  };
}

/** What the submission keeps, with the figures of the redacted document where there is one. */
function withArchivedFigures(archive: Archive, { accepted, sha256 }: Submission): Submission['accepted'] {
  const redacted = sha256 === null ? undefined : archive.get(sha256);
  const decoded = redacted && decodeReport(redacted.bytes);
  const figures = decoded?.kind === 'read' ? decoded.report?.figures : undefined;
  return accepted && figures ? { ...accepted, figures } : accepted;
}

/** Only the item knows what a comparison read when it was explained: the other report may have changed since. */
function explanationsIn(
  deps: DocumentDeps,
  item: AgencyYear,
  submission: Submission,
  surroundings: Surroundings,
): readonly KeptExplanation[] {
  const rechecked = recheckedDocument(deps, item, submission, surroundings);
  if (!rechecked) return submission.explanations ?? [];
  const { sha256, report, findings } = rechecked;
  return explanationsGiven(submission, sha256, report, findings, surroundings).map(
    (given) =>
      item.explanations?.find(
        ({ rule, path, words, since }) =>
          rule === given.rule && path === given.path && words === given.words && since === given.since,
      ) ?? given,
  );
}
