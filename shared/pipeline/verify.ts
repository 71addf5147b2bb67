/**
 * Proves that everything says the same: uploads, history, archive, reports in force, totals; from the archived bytes up.
 * What differs is named, and what is damaged stops nothing else from being proved.
 */
import { keepActs, placeReturns, type Act, type KeptAct } from '../domain/standing/acts/act.ts';
import { keepNewer, tellOffice } from '../domain/standing/acts/office-standing.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import type { DamagedRecord } from '../domain/standing/damaged-record.ts';
import { sumRegion, type RegionYear } from '../domain/standing/region-year.ts';
import { newestRecord } from '../domain/standing/publication.ts';
import { newestCheck } from '../domain/standing/source-check.ts';
import { isUnplaced, type Submission } from '../domain/standing/submission.ts';
import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import { isCountedKind } from '../domain/basics/calendar.ts';
import { makeActCopyKey } from '../contracts/bucket/act-copy.ts';
import { LANES, makeReceiptKey, parseDocumentKey } from '../contracts/bucket/object-keys.ts';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { CATALOGUES, chooseEdition } from '../domain/form/catalogue.ts';
import { decodeReport } from '../domain/document/decode-report.ts';
import { decodeShown } from '../domain/document/redact-document.ts';
import { mayBeRedacted } from '../domain/standing/redaction-marks.ts';
import { saysTheSame } from '../domain/document/same-document.ts';
import { addFigures, equalFigures, type Figures } from '../domain/form/figures.ts';
import { equalFees, takeFees } from '../domain/form/processing-fees.ts';
import { equalTotals } from '../domain/standing/region-total.ts';
import { isSameRecord, type StoredAct } from '../domain/standing/acts/stored-act.ts';
import type { Text } from '../domain/basics/text.ts';
import { CorruptItemError } from '../errors.ts';
import { groupByYear, nameYear } from './kept-acts.ts';
import { listPublicationVersions } from './receive-publication.ts';
import { findWrongDays, type ProvenDaysTable } from './keep-days.ts';
import { isPlaceableNow } from './receive-upload.ts';
import { historiesIn, standingIn } from './told-by-history.ts';
import { listUploadedVersions, waitsForRoster } from './uploaded-versions.ts';
import { walkRegions, type VisitedRegion } from './walk-regions.ts';

export interface Discrepancy {
  /** A region's code, an agency's id or an object's key. */
  readonly id: string;
  readonly says: Text;
  /** The state that it was found in: found in the same one again, it lasts. */
  readonly state: string;
}

interface Verified {
  readonly reports: number;
  readonly totals: number;
  /** Accepted submissions whose texts bear private data of a person: an operator should redact them. */
  readonly toRedact: readonly string[];
  readonly discrepancies: readonly Discrepancy[];
}

interface VerifiedUploads {
  readonly versions: number;
  readonly discrepancies: readonly Discrepancy[];
}

interface VerifyDeps {
  readonly table: ProvenDaysTable &
    Pick<
      ReportTable,
      | 'children'
      | 'regions'
      | 'regionYears'
      | 'submissionsIn'
      | 'storedActsIn'
      | 'publicationsIn'
      | 'sourceChecksIn'
      | 'filing'
      | 'hasRoster'
      | 'compareFacts'
      | 'redactionsHead'
    >;
  readonly bucket: Pick<
    ReportBucket,
    'archivedAs' | 'versions' | 'receiptKeys' | 'publicationReceipt' | 'redactions' | 'keptActs' | 'keptAct'
  >;
}

const CONCURRENCY = 16;

const SAYS = {
  damaged: ({ key, message }: DamagedRecord): Text => ({
    zh: `表中条目 ${key} 已损坏，读不出`,
    en: `an item of the table is damaged: ${message}`,
  }),
  archive: {
    missing: (sha256: string): Text => ({
      zh: `存档中找不到报告 archive/${sha256}`,
      en: `the archive lacks a report, archive/${sha256}`,
    }),
    altered: (sha256: string): Text => ({
      zh: `存档 archive/${sha256} 的内容与其 SHA-256 不符`,
      en: `archive/${sha256} is not what its SHA-256 says`,
    }),
    whole: (sha256: string): Text => ({
      zh: `存档 archive/${sha256} 的文字已遮蔽,现又在其中,请运行 gouji rebuild`,
      en: `archive/${sha256} has its text again, which was redacted: run gouji rebuild`,
    }),
  },
  quotes: {
    zh: '该年度条目仍有已遮蔽报告的内容,请运行 gouji rebuild',
    en: 'it still keeps what a report said that was redacted: run gouji rebuild',
  },
  notRedacted: (version: string): Text => ({
    zh: `上传的版本 ${version} 的文字应已遮蔽,现仍在,请运行 gouji rebuild`,
    en: `the uploaded version ${version} still has the text that was to be redacted: run gouji rebuild`,
  }),
  untold: (sha256: string): Text => ({
    zh: `表中未载明报告 ${sha256} 已遮蔽,再次报送时文字会被保留,请运行 gouji rebuild`,
    en: `the table does not tell that the report ${sha256} was redacted, so that its text would be kept were it filed again: run gouji rebuild`,
  }),
  lostRedacted: (version: string): Text => ({
    zh: `已遮蔽的版本 ${version} 没有报送记录`,
    en: `the redacted version ${version} has no submission`,
  }),
  figures: { zh: '数字与存档报告不一致', en: 'the figures differ from the archived report' },
  fee: {
    zh: '信息处理费与存档报告不一致',
    en: 'the processing fee differs from the archived report',
  },
  noItem: {
    zh: '有报送记录，却没有该年度条目',
    en: 'it has submissions, and no item for the year',
  },
  inForce: {
    zh: '有效报告与报送记录不一致',
    en: 'the report in force is not the one that its submissions tell',
  },
  latest: {
    zh: '最近一次报送与报送记录不一致',
    en: 'the latest submission is not the one that its submissions tell',
  },
  firstAccepted: {
    zh: '首次合格报送的时间与报送记录不一致',
    en: 'the first acceptance is not the one that its submissions tell',
  },
  acts: {
    zh: '主管部门的处理与处理记录不一致',
    en: 'what the office did about it is not what its acts tell',
  },
  office: {
    zh: '主管部门的退回和标记与处理记录不一致',
    en: 'the return and the marks of the office are not those that its acts tell',
  },
  actWithoutCopy: (id: string): Text => ({
    zh: `处理 ${id} 在存储桶中没有副本,每晚的核对会补上`,
    en: `its act ${id} has no copy in the bucket: the nightly reconciliation writes it`,
  }),
  actNotRecorded: (id: string): Text => ({
    zh: `处理 ${id} 只在存储桶中有,请运行 gouji rebuild`,
    en: `its act ${id} is in the bucket alone: run gouji rebuild`,
  }),
  actDiffers: (id: string): Text => ({
    zh: `处理 ${id} 与其在存储桶中的副本不一致,请运行 gouji rebuild`,
    en: `its act ${id} is not what its copy in the bucket says: run gouji rebuild`,
  }),
  copyIllegible: (id: string): Text => ({
    zh: `处理 ${id} 在存储桶中的副本读不出,请恢复该对象较早的版本`,
    en: `the copy of its act ${id} in the bucket can’t be read: restore an earlier version of that object`,
  }),
  publication: {
    zh: '公布情况与登记记录不一致',
    en: 'its publication is not the one that its records tell',
  },
  sourceCheck: {
    zh: '公布网址的检查结果与检查记录不一致',
    en: 'what was found at its address is not what its records tell',
  },
  notRecorded: (version: string): Text => ({
    zh: `登记公布情况的版本 ${version} 没有记录`,
    en: `the version ${version}, which records a publication, has no record`,
  }),
  noTotal: { zh: '没有合计', en: 'there is no total' },
  unaddable: {
    zh: '下级数据读不出，合计无从核对',
    en: 'its children can’t be read, so nothing proves its total',
  },
  children: { zh: '合计与下级之和不一致', en: 'the total is not the sum of its children' },
  day: (day: string): Text => ({
    zh: `${day} 日终的合计与当时收到的报告不符,请运行 gouji rebuild`,
    en: `its total at the end of ${day} is not what had come by then: run gouji rebuild`,
  }),
  facts: {
    zh: '列表所用的摘要与该条目不一致',
    en: 'what lists say of it is not what it says',
  },
  reports: (path: string): Text => ({
    zh: `合计与有效报告之和不一致,例如 ${path}`,
    en: `the total is not the sum of the reports in force, for example at ${path}`,
  }),
  notReceived: (version: string): Text => ({
    zh: `上传的版本 ${version} 没有报送记录`,
    en: `the uploaded version ${version} has no submission`,
  }),
  noReceipt: (version: string): Text => ({
    zh: `上传的版本 ${version} 没有回执`,
    en: `the uploaded version ${version} has no receipt`,
  }),
  waits: (version: string): Text => ({
    zh: `上传的版本 ${version} 当时不在名录，现已在，尚未接收`,
    en: `the uploaded version ${version} was not on the roster when it came, is now, and waits to be received`,
  }),
  emptyTable: (versions: number): Text => ({
    zh: `表中没有名录，而桶中有 ${versions} 份上传的报告`,
    en: `the table has no roster beside ${versions} uploaded reports in the bucket`,
  }),
  noRegions: { zh: '表中有名录，却没有区划', en: 'the table has a roster and no regions' },
};

/** Proves one year: totals, reports in force, history and archive. */
export async function verifyYear(
  table: Omit<VerifyDeps['table'], 'filing' | 'hasRoster'>,
  bucket: Pick<VerifyDeps['bucket'], 'archivedAs' | 'keptActs' | 'keptAct'>,
  year: number,
): Promise<Verified> {
  const found = new Map<string, Discrepancy>();
  const differs = (id: string, says: Text, state: unknown = ''): void => {
    found.set(`${id} ${says.en}`, { id, says, state: JSON.stringify(state) });
  };
  const damagedIds = new Set<string>();
  const isDamaged = (one: DamagedRecord): void => {
    damagedIds.add(one.id);
    differs(one.id, SAYS.damaged(one), one.revision);
  };
  /** By region: the sum of the archived reports in force below it. */
  const archivedSums = new Map<string, Figures>();
  let reports = 0;
  let totals = 0;
  const toRedact: string[] = [];
  const keptActs = new Map(groupByYear(await Array.fromAsync(bucket.keptActs())));

  /** What was accepted before a rule forbade it stays accepted; what it says is shown nowhere. */
  function noteWhatToRedact(bytes: Uint8Array, submissions: readonly Submission[]): void {
    const accepted = submissions.filter(({ outcome, redacted }) => outcome === 'accepted' && !redacted);
    if (accepted.length > 0 && decodeShown(bytes).isWithheld) toRedact.push(...accepted.map(nameSubmission));
  }

  /** The figures of the report in force, as the archive has them. */
  async function provedAgency(
    id: string,
    item: AgencyYear | undefined,
    submissions: readonly Submission[],
  ): Promise<Figures | undefined> {
    if (item?.inForce) reports += 1;
    if (!item) differs(id, SAYS.noItem);
    const inForce = item?.inForce?.sha256;
    // Where the archive can't tell, that is said once, and not of every total above it.
    let figures = item?.inForce?.figures;
    for (const sha256 of new Set([inForce, ...submissions.map((submission) => submission.sha256)])) {
      if (sha256 === null || sha256 === undefined) continue;
      const archived = await bucket.archivedAs(sha256);
      const fault = tellArchiveFault(
        archived,
        submissions.filter((one) => one.sha256 === sha256),
      );
      if (fault || !('bytes' in archived))
        differs(id, SAYS.archive[fault ?? 'altered'](sha256), item?.revision);
      else {
        noteWhatToRedact(
          archived.bytes,
          submissions.filter((one) => one.sha256 === sha256),
        );
        if (!item || sha256 !== inForce) continue;
        const decoded = decodeReport(archived.bytes);
        const archivedReport = decoded.kind === 'read' ? decoded.report : undefined;
        const archivedFigures = archivedReport?.figures;
        const inForceFigures = item.inForce?.figures;
        const isSame = archivedFigures && inForceFigures && equalFigures(archivedFigures, inForceFigures);
        if (isSame !== true) differs(id, SAYS.figures, item.revision);
        const isSameFee = equalFees(
          takeFees(archivedReport?.processingFee),
          takeFees(item.inForce?.processingFee),
        );
        if (archivedReport && !isSameFee) differs(id, SAYS.fee, item.revision);
        if (archivedFigures) figures = archivedFigures;
      }
    }
    return figures;
  }

  function provedStanding(
    item: AgencyYear,
    submissions: readonly Submission[],
    acts: readonly KeptAct[] | undefined,
  ): void {
    const told = standingIn(submissions, acts);
    const { agency, inForce, latest, firstAccepted, revision } = item;
    const nameOf = (one?: { submissionId: string; order: string; sha256?: string | null }): string =>
      JSON.stringify([one?.submissionId, one?.order, one?.sha256]);
    if (nameOf(inForce) !== nameOf(told.inForce)) differs(agency.id, SAYS.inForce, revision);
    if (latest?.submissionId !== told.latest?.submissionId || latest?.outcome !== told.latest?.outcome)
      differs(agency.id, SAYS.latest, revision);
    if (firstAccepted?.receivedAt !== told.firstAccepted?.receivedAt)
      differs(agency.id, SAYS.firstAccepted, revision);
    if (!isDeepStrictEqual(plain(item.acts), plain(acts))) differs(agency.id, SAYS.acts, revision);
    const office = keepNewer(tellOffice(acts, told.inForce), item.office, item.newerActs);
    if (!isDeepStrictEqual(plain(item.office), plain(office))) differs(agency.id, SAYS.office, revision);
    if (told.inForce?.redacted && inForce?.narrative !== undefined) differs(agency.id, SAYS.quotes, revision);
  }

  /** Each has its copy, and each copy its act; answers those that can be read, by agency. */
  async function provedActs(code: string): Promise<ReadonlyMap<string, readonly Act[]>> {
    const copies = new Map(
      (keptActs.get(nameYear(code, year)) ?? []).map((one) => [makeActCopyKey(one), one]),
    );
    keptActs.delete(nameYear(code, year));
    const recorded = await table.storedActsIn(code, year, (one) => {
      isDamaged(one);
      if (one.what.kind === 'act') copies.delete(makeActCopyKey({ ...one.what, on: one.what.place }));
    });
    await pMap(
      recorded,
      async (one) => {
        const { agencyId } = one.on;
        const isThere = copies.delete(makeActCopyKey(one));
        if (!isThere) {
          differs(agencyId, SAYS.actWithoutCopy(one.id));
          return;
        }
        const kept = await readCopy(bucket, one);
        if (!kept) differs(agencyId, SAYS.copyIllegible(one.id));
        else if (!isSameRecord(kept, one)) differs(agencyId, SAYS.actDiffers(one.id));
      },
      { concurrency: CONCURRENCY },
    );
    for (const { on, id } of copies.values()) differs(on.agencyId, SAYS.actNotRecorded(id));
    return Map.groupBy(
      recorded.flatMap(({ act }) => act ?? []),
      ({ on }) => on.agencyId,
    );
  }

  /** What was recorded of its publication, and found there: the newest of each holds. */
  async function provedPublications(code: string, items: Iterable<AgencyYear>): Promise<void> {
    const [records, checks] = await Promise.all([
      table.publicationsIn(code, year, { onDamaged: isDamaged }),
      table.sourceChecksIn(code, year, { onDamaged: isDamaged }),
    ]);
    for (const { agency, publication, sourceCheck, revision } of items) {
      if (damagedIds.has(agency.id)) continue;
      if (publication?.recordId !== newestRecord(records.get(agency.id) ?? [])?.recordId)
        differs(agency.id, SAYS.publication, revision);
      if (sourceCheck?.checkedAt !== newestCheck(checks.get(agency.id) ?? [])?.checkedAt)
        differs(agency.id, SAYS.sourceCheck, revision);
    }
  }

  async function provedTotal({ code, children, damaged }: VisitedRegion, sum: Figures): Promise<void> {
    const { years } = await table.regionYears(code, [year], [], { consistent: true, onDamaged: isDamaged });
    const stored = years.get(year);
    if (damaged.length > 0) {
      if (stored) totals += 1;
      differs(code, SAYS.unaddable, stored?.revision);
      return;
    }
    const expected = sumRegion(year, children);
    if (!stored) {
      if (expected.reports.expected > 0 && !damagedIds.has(code)) differs(code, SAYS.noTotal);
      return;
    }
    totals += 1;
    if (equalTotals(stored, expected))
      for (const day of await findWrongDays(table, { code, year }))
        differs(code, SAYS.day(day), stored.revision);
    if (!equalTotals(stored, expected)) differs(code, SAYS.children, stored.revision);
    if (!equalFigures(stored.figures, sum))
      differs(code, SAYS.reports(firstDifference(sum, stored.figures)), stored.revision);
  }

  await walkRegions(
    table,
    year,
    async (region) => {
      const { code, children } = region;
      const submissions = await table.submissionsIn({ district: code, year }, { onDamaged: isDamaged });
      for (const id of await table.compareFacts(code, year, children)) differs(id, SAYS.facts);
      const histories = historiesIn(submissions);
      const acts = await provedActs(code);
      const items = new Map([...children.agencies, ...children.beside].map((item) => [item.agency.id, item]));
      await provedPublications(code, items.values());
      const added = await pMap(
        new Set([...items.keys(), ...histories.keys()]),
        async (id) => {
          const item = items.get(id);
          // What can't be read is told, not guessed at.
          if (!item && damagedIds.has(id)) return undefined;
          const own = histories.get(id) ?? [];
          if (item && !damagedIds.has(id))
            provedStanding(item, own, placeReturns(keepActs(acts.get(id) ?? []), own));
          const figures = await provedAgency(id, item, own);
          return item?.obliged === true && isCountedKind(item.agency.kind) ? figures : undefined;
        },
        { concurrency: CONCURRENCY },
      );
      const below = children.regions.flatMap((child: RegionYear) => archivedSums.get(child.code) ?? []);
      const sum = addFigures(chooseEdition(year), [
        ...added.filter((figures) => figures !== undefined),
        ...below,
      ]);
      archivedSums.set(code, sum);
      await provedTotal(region, sum);
    },
    { onDamaged: isDamaged },
  );
  // Their regions have nothing else of the year.
  for (const { on, id } of [...keptActs.values()].flat())
    if (on.year === year) differs(on.agencyId, SAYS.actNotRecorded(id));
  return { reports, totals, toRedact, discrepancies: [...found.values()] };
}

/** Every uploaded version has its submission and its receipt, and a table that was lost is not faultless. */
export async function verifyUploads({ table, bucket }: VerifyDeps): Promise<VerifiedUploads> {
  const discrepancies: Discrepancy[] = [];
  const differs = (id: string, says: Text, state: unknown = ''): void => {
    discrepancies.push({ id, says, state: JSON.stringify(state) });
  };
  const hasRoster = await table.hasRoster();
  if (hasRoster && (await table.regions({ onDamaged: () => undefined })).length === 0)
    differs('regions', SAYS.noRegions);
  const redactions = await Array.fromAsync(bucket.redactions());
  const { told } = await table.redactionsHead();
  for (const record of redactions)
    if (!mayBeRedacted(told, record)) differs('redactions', SAYS.untold(record.sha256));
  let versions = 0;
  for (const lane of LANES) {
    const receipts = new Set(await Array.fromAsync(bucket.receiptKeys(lane)));
    const damaged = new Set<string>();
    const known = listUploadedVersions({ table, bucket }, lane, {
      // Those that have a place are told with their year.
      onDamaged: (one) => {
        if (one.what.kind !== 'submission') return;
        damaged.add(one.what.submissionId);
        if (isUnplaced(one.what)) differs(one.id, SAYS.damaged(one));
      },
    });
    for await (const { versions: ofKey, submissions } of known) {
      versions += ofKey.length;
      if (!hasRoster) continue;
      for (const { key, versionId } of ofKey) {
        const submission = submissions.get(versionId);
        if (damaged.has(versionId)) continue;
        if (!submission) differs(key, SAYS.notReceived(versionId));
        else if (!receipts.has(makeReceiptKey(key, versionId))) differs(key, SAYS.noReceipt(versionId));
        if (submission && redactions.some((record) => saysTheSame(record, submission)))
          differs(key, SAYS.notRedacted(versionId));
        if (submission && waitsForRoster(submission) && (await isPlaceableNow(table, submission)))
          differs(key, SAYS.waits(versionId));
        // Only for those that have no place: the archive of the others is looked at with their year.
        if (submission && isUnplaced(submission)) await provedArchive(submission);
      }
    }
  }
  for await (const { versions: ofKey, records } of listPublicationVersions({ table, bucket })) {
    versions += ofKey.length;
    for (const { key, versionId } of hasRoster ? ofKey : []) {
      const receipt = await bucket.publicationReceipt(key, versionId);
      if (!receipt) differs(key, SAYS.noReceipt(versionId));
      else if (receipt.outcome === 'recorded' && !records.has(versionId))
        differs(key, SAYS.notRecorded(versionId));
    }
  }
  if (!hasRoster && versions > 0) differs('roster', SAYS.emptyTable(versions));
  for (const { submissions } of hasRoster ? redactions : [])
    for (const { key, submissionId } of submissions)
      if (!(await table.filing(key, parseDocumentKey(key)?.place, submissionId)).submission)
        differs(key, SAYS.lostRedacted(submissionId));
  return { versions, discrepancies };

  async function provedArchive(submission: Submission): Promise<void> {
    const { key, sha256 } = submission;
    if (sha256 === null) return;
    const fault = tellArchiveFault(await bucket.archivedAs(sha256), [submission]);
    if (fault) differs(key, SAYS.archive[fault](sha256));
  }
}

/** `undefined` where it can't be read. */
async function readCopy(
  bucket: Pick<ReportBucket, 'keptAct'>,
  act: StoredAct,
): Promise<StoredAct | undefined> {
  try {
    return await bucket.keptAct(act);
  } catch (error) {
    if (error instanceof CorruptItemError) return undefined;
    throw error;
  }
}

/** As it is stored: what is left out and what is `undefined` are one. */
const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

/** As `gouji redact` takes it. */
const nameSubmission = ({ place, submissionId, key }: Submission): string =>
  place === 'unplaced' ? `${key} ${submissionId}` : `${place.agencyId}/${place.year}/${submissionId}`;

/** What stands in the archive without its texts is right where a submission knows of it, and as it was put there. */
function tellArchiveFault(
  archived: Awaited<ReturnType<ReportBucket['archivedAs']>>,
  submissions: readonly Pick<Submission, 'redacted'>[],
): 'missing' | 'altered' | 'whole' | undefined {
  const redactions = submissions.flatMap(({ redacted }) => redacted ?? []);
  if (archived.state === 'missing' || archived.state === 'altered') return archived.state;
  if (archived.state === 'whole') return redactions.length > 0 ? 'whole' : undefined;
  return redactions.some(({ sha256 }) => sha256 === archived.sha256) ? undefined : 'altered';
}

/**
 * Looks again, after a while each, at what differs: beside running uploads something is always on its way. What is
 * found in the same state every time lasts.
 */
export async function lasting<Found extends { readonly discrepancies: readonly Discrepancy[] }>(
  look: () => Promise<Found>,
  pauses: readonly (() => Promise<unknown>)[],
): Promise<Found> {
  let found = await look();
  for (const pause of pauses) {
    if (found.discrepancies.length === 0) break;
    await pause();
    const before = new Set(found.discrepancies.map(nameOf));
    const again = await look();
    found = { ...again, discrepancies: again.discrepancies.filter((one) => before.has(nameOf(one))) };
  }
  return found;
}

const nameOf = ({ id, says, state }: Discrepancy): string => JSON.stringify([id, says.en, state]);

function firstDifference(sum: Figures, figures: Figures): string {
  const cell = CATALOGUES[sum.edition].cells.find(({ index }) => figures.cells[index] !== sum.cells[index]);
  return cell?.path ?? '';
}
