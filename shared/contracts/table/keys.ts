/**
 * Keys of the one DynamoDB table, built and read here alone.
 *
 * | partition key          | sort key                        | what |
 * | ---------------------- | ------------------------------- | ---- |
 * | `<district>#<year>`    | `agency#<id>`                   | an agency's year, a child of its district (consolidated reports and vertical systems add nothing) |
 * | `<parent>#<year>`      | `region#<code>`                 | a region's sum, a child of its parent; the nation's parent is `root` |
 * | `<district>#<year>`    | `submission#<id>#<submission>`  | history, immutable |
 * | `<district>#<year>`    | `reviewed#<id>#<act>`           | an act of the office about an agency's year, immutable |
 * | `<district>#<year>`    | `released#<id>#<record>`        | a publication that was recorded, immutable |
 * | `<district>#<year>`    | `seen#<id>#<instant>`           | what a look at the published address found, where that was new; immutable |
 * | `<district>#<year>`    | `visit#<id>`                    | the last look at it, and what the next one has to know |
 * | `unplaced`             | `submission#<key>#<submission>` | the same for what no agency of the roster can be told from |
 * | `facts#<region>#<year>` | `agency#<id>`, `region#<code>`, `whole` | what lists say of the region's children; `whole`: of all of them |
 * | `days#<region>#<year>` | `<day>`, `kept`                 | the region's total at the end of a day on which something came; `kept`: of which days, and what each was made from |
 * | `agency#<id>`          | `roster`                        | what the roster says |
 * | `agency#<id>`          | `roster#<since>`                | what it said before, from that instant on; immutable |
 * | `agency#<id>`          | `disclosure`                    | where its information is to be had: guide, catalogue, reading points, contact; all of it public |
 * | `contact#<id>`         | `contact`                       | the agency's contact: no public page, list or file is made by who may read it |
 * | `contact#<id>`         | `contact#<since>`               | what it was before, from that instant on; goes 30 days after it was changed |
 * | `regions`              | `<code>`                        | the loaded regions, in one partition, so that all are found without a scan |
 * | `names`                | `regions`, or `<district>`      | by what all regions, or a district's agencies, are found; longer ones go on at `#1`, `#2` … |
 * | `names#packed`         | `head`                          | which version of its packed names each province has |
 * | `names#<province>`     | `<part>`                        | names of a province's regions and agencies, packed: a search reads them once a version |
 * | `<code>#<year>`        | `summary#<slot>`                | the region's compliance summary of a slot, immutable |
 * | `<code>#<year>`        | `told#<slot>#<recipient>`       | one mail about it, so that it is sent once |
 * | `sent-mail#<id>`        | `sent-mail`                     | which entry of the ledger the mail server's id is of; goes after a month |
 * | `returned-mail#<mail>`  | `returned-mail`                 | what came back from an address, which is not written to again |
 * | `ticket#<hash>`        | `ticket`                        | lets one document be filed from a page, once; goes after a month |
 * | `upload-session#<id>`  | `upload-session`                | whose credentials a program files with; goes after they do |
 * | `load#<what>`          | `head`, `entry#<load>#<id>`     | the last load of a file, and what stood before it |
 * | `calendar`             | `<year>#<scope>#<kind or *>`, with `#internal` | an extension of deadlines, an internal date; withdrawn ones stay, without a day |
 * | `phrases#common#<province>#<year>` | `<since>`          | phrases that a province's reports for a year have in common (rule T15), from then on; immutable |
 * | `phrases#wrong`        | `<since>`                       | wrong phrases that an operator loaded (rule T22), from then on; immutable |
 * | `phrases#heads`        | the list's partition            | which editions of a list of phrases there are: who receives an upload asks for none in vain |
 * | `redactions`           | `head`                          | which documents have a record of their redaction in the bucket; it is told of here before it is put there |
 * | `functions`            | `list`                          | what agencies are there for, by parts of their names, as an operator loaded it |
 * | `scheme`               | `list`                          | what an assessment deducts for which fact, as an operator loaded it |
 * | `annotations`          | `list`                          | what changed the meaning of figures from a year on, as an operator loaded it |
 * | `population`           | `<code>`                        | inhabitants of the regions right below one, by year, as an operator loaded them |
 * | `map`                  | `<code>`                        | outlines of the regions right below one, drawn, with their map's approval number, as an operator loaded them |
 * | `grants#<mail>`        | `grant#<what>`                  | what was granted to an address |
 * | `grants#<mail>`        | `roster#<agency>`               | that the roster named this address for an agency, once; the roster says whether it still does |
 * | `grants#<mail>`        | `changed#<id>`                  | one change of a grant, immutable |
 * | `grants#by-place`      | `<region or system>#<what>#<hash of the mail>` | whose grants give a say there; the grant itself says which |
 * | `grants#operators`     | `operators`                     | how often operators were granted or withdrawn: of two at once one looks again |
 * | `session#<hash>`       | `session`                       | a session, by the hash of its id |
 * | `sessions#<mail>`      | `<hash>`                        | a person's sessions |
 * | `sessions#<mail>`      | `last`                          | when the person last signed in |
 * | `link#<hash>`          | `link`                          | a mailed link that nobody has used yet |
 * | `rate#<what>`          | `<window>`                      | how often something was tried in a stretch of time |
 * | `rate#known#<hash of the mail>` | `<hash>`               | a browser that the address was signed in from, which others can't keep waiting |
 * | `narrative#<year>#<band>` | `<receivedAt>#<agency>`      | whose narrative meets others in the band, the earliest first; three of each (rule Q3) |
 * | `audit#<province or system>#<month>` | `<at>#<id>`        | an entry of the audit trail; appended, never changed |
 * | `openid#<hash of the state>` | `pending`                  | a sign-in that waits for a provider's answer; taken out once, removed after `expiresAtEpochS` |
 * | `credential#<id>`       | `credential`                    | a credential for programs: its token's hash, whose it is, what for; goes 90 days after its end |
 * | `credentials#<mail>`    | `<id>`                          | those that a person made |
 * | `credentials-in#all`    | `<code>#<agency or ->#<id>`     | those for an agency or a region, found by whoever is in charge of it |
 * | `login-code#<hash>`     | `login-code`                    | a code that a program is given a credential's token for, once |
 * | `second-step#<mail>`   | `totp`                          | a person's second step: sealed secret, hashed recovery codes, wrong tries |
 */
import { tellAuditPosition, type AuditEntry, type AuditScope } from '../../domain/authority/audit-entry.ts';
import type { CredentialScope } from '../../domain/authority/program-credential.ts';
import type { Instant, IsoDay } from '../../domain/basics/calendar.ts';
import { isIsoDay } from '../../domain/basics/calendar.ts';
import { foldMail } from '../../domain/basics/mail-address.ts';
import type { Place } from '../../domain/basics/place.ts';
import { tellCodePrefix, isRegionCode, findParent } from '../../domain/basics/region.ts';
import type { NarrativeEntry } from '../../domain/narrative/narrative-entry.ts';
import type { CommonPhrasesKey } from '../../domain/narrative/phrase-list.ts';
import type { Loadable } from '../../domain/roster/load-record.ts';
import { nameScope, type CalendarScope } from '../../domain/standing/calendar-entry.ts';
import type { RecordName } from '../../domain/standing/damaged-record.ts';
import type { RegionOrder } from '../bucket/summary-keys.ts';

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** Sort keys of one partition. */
type KeyRange = { readonly from: string; readonly to: string } | { readonly prefix: string };
export interface Partition {
  readonly pk: string;
  readonly range: KeyRange;
}

const partitionOfYear = (region: string, year: number): string => `${region}#${year}`;
const AGENCY = 'agency#';
const REGION = 'region#';
const SUBMISSION = 'submission#';
/** Behind a region's children and before its submissions: pages of today read none of them, answers of the past all. */
const REVIEWED = 'reviewed#';
const RELEASED = 'released#';
const SEEN = 'seen#';
const VISIT = 'visit#';
const UNPLACED = 'unplaced';

/** A region's children: agencies, then regions; what was filed, summaries and mails lie behind them. */
export const childrenRange = (region: string, year: number): Partition => ({
  pk: partitionOfYear(region, year),
  range: { from: AGENCY, to: 'region$' },
});
export const childRegionsRange = (region: string, year: number): Partition => ({
  pk: partitionOfYear(region, year),
  range: { prefix: REGION },
});
/** Children, and all that was filed with them. */
export const historyRange = (region: string, year: number): Partition => ({
  pk: partitionOfYear(region, year),
  range: { from: AGENCY, to: 'submission$' },
});

export const makeAgencyYearKey = ({ district, agencyId, year }: Place): ItemKey => ({
  pk: partitionOfYear(district, year),
  sk: `${AGENCY}${agencyId}`,
});
export const makeRegionYearKey = (code: string, year: number): ItemKey => ({
  pk: partitionOfYear(findParent(code) ?? 'root', year),
  sk: `${REGION}${code}`,
});
export const makeSubmissionKey = ({ district, agencyId, year }: Place, submissionId: string): ItemKey => ({
  pk: partitionOfYear(district, year),
  sk: `${SUBMISSION}${agencyId}#${submissionId}`,
});
export const makeUnplacedKey = (documentKey: string, submissionId: string): ItemKey => ({
  pk: UNPLACED,
  // A key may be as long as a sort key may be; the submission's id alone tells one from the other.
  sk: `${SUBMISSION}${documentKey.slice(0, 200).toWellFormed()}#${submissionId}`,
});
/** An act of the office about an agency's year. */
export const makeActKey = ({ district, agencyId, year }: Place, id: string): ItemKey => ({
  pk: partitionOfYear(district, year),
  sk: `${REVIEWED}${agencyId}#${id}`,
});
/** Those about one agency's year, or about all of a district's year. */
export const actsRange = (of: Place | { readonly district: string; readonly year: number }): Partition => ({
  pk: partitionOfYear(of.district, of.year),
  range: { prefix: 'agencyId' in of ? `${REVIEWED}${of.agencyId}#` : REVIEWED },
});
/** A publication that was recorded of an agency's year. */
export const makePublicationRecordKey = ({ district, agencyId, year }: Place, recordId: string): ItemKey => ({
  pk: partitionOfYear(district, year),
  sk: `${RELEASED}${agencyId}#${recordId}`,
});
/** Those of a district's year. */
export const publicationRecordsRange = (district: string, year: number): Partition => ({
  pk: partitionOfYear(district, year),
  range: { prefix: RELEASED },
});
export const makeSourceCheckKey = ({ district, agencyId, year }: Place, checkedAt: string): ItemKey => ({
  pk: partitionOfYear(district, year),
  sk: `${SEEN}${agencyId}#${checkedAt}`,
});
export const sourceChecksRange = (district: string, year: number): Partition => ({
  pk: partitionOfYear(district, year),
  range: { prefix: SEEN },
});
export const makeSourceVisitKey = ({ district, agencyId, year }: Place): ItemKey => ({
  pk: partitionOfYear(district, year),
  sk: `${VISIT}${agencyId}`,
});
export const sourceVisitsRange = (district: string, year: number): Partition => ({
  pk: partitionOfYear(district, year),
  range: { prefix: VISIT },
});
/** What could not be placed and has a key that begins so: a whole folder, or all of them with no text. */
export interface UnplacedBelow {
  readonly unplacedBelow: string;
}
/** Submissions of one agency's year, of all agencies of a district's year, or of what could not be placed. */
export const submissionsRange = (
  of: Place | { readonly district: string; readonly year: number } | UnplacedBelow,
): Partition =>
  'unplacedBelow' in of
    ? { pk: UNPLACED, range: { prefix: `${SUBMISSION}${of.unplacedBelow}` } }
    : {
        pk: partitionOfYear(of.district, of.year),
        range: { prefix: 'agencyId' in of ? `${SUBMISSION}${of.agencyId}#` : SUBMISSION },
      };

/** Facts of a region's children, apart from what is added up. */
const factsPartition = (region: string, year: number): string => `facts#${partitionOfYear(region, year)}`;
export const factsRange = (region: string, year: number): Partition => ({
  pk: factsPartition(region, year),
  range: { from: AGENCY, to: 'whole' },
});
export const makeAgencyFactsKey = ({ district, agencyId, year }: Place): ItemKey => ({
  pk: factsPartition(district, year),
  sk: `${AGENCY}${agencyId}`,
});
export const makeRegionFactsKey = (code: string, year: number): ItemKey => ({
  pk: factsPartition(findParent(code) ?? 'root', year),
  sk: `${REGION}${code}`,
});
/** There while facts of all children are kept. */
export const makeWholeFactsKey = (region: string, year: number): ItemKey => ({
  pk: factsPartition(region, year),
  sk: 'whole',
});
export const isFactsOfRegion = ({ sk }: ItemKey): boolean => sk.startsWith(REGION);

const dayPartition = (region: string, year: number): string => `days#${partitionOfYear(region, year)}`;
/** A region's total as it stood at the end of a day. */
export const makeDayKey = (code: string, year: number, day: IsoDay): ItemKey => ({
  pk: dayPartition(code, year),
  sk: day,
});
export const makeKeptDaysKey = (code: string, year: number): ItemKey => ({
  pk: dayPartition(code, year),
  sk: 'kept',
});

export const makeRosterKey = (agencyId: string): ItemKey => ({ pk: `${AGENCY}${agencyId}`, sk: 'roster' });
export const makeRosterVersionKey = (agencyId: string, since: string): ItemKey => ({
  pk: `${AGENCY}${agencyId}`,
  sk: `roster#${since}`,
});
export const rosterVersionsRange = (agencyId: string): Partition => ({
  pk: `${AGENCY}${agencyId}`,
  range: { prefix: 'roster#' },
});

/** What it says, and what it said before. */
export const rosterRange = (agencyId: string): Partition => ({
  pk: `${AGENCY}${agencyId}`,
  range: { prefix: 'roster' },
});

export const makeDisclosureKey = (agencyId: string): ItemKey => ({
  pk: `${AGENCY}${agencyId}`,
  sk: 'disclosure',
});

const CONTACT = 'contact#';
export const makeContactKey = (agencyId: string): ItemKey => ({ pk: `${CONTACT}${agencyId}`, sk: 'contact' });
export const makeEarlierContactKey = (agencyId: string, since: Instant): ItemKey => ({
  pk: `${CONTACT}${agencyId}`,
  sk: `${CONTACT}${since}`,
});
/** The one that is, and those before it. */
export const contactsRange = (agencyId: string): Partition => ({
  pk: `${CONTACT}${agencyId}`,
  range: { prefix: 'contact' },
});

const REGIONS = 'regions';
export const makeRegionKey = (code: string): ItemKey => ({ pk: REGIONS, sk: code });
/** All loaded regions, or one with all below it, whose codes begin as its own does. */
export function regionsRange(within?: string): Partition {
  if (within === undefined) return { pk: REGIONS, range: EVERYTHING };
  const prefix = tellCodePrefix(within);
  return { pk: REGIONS, range: { from: prefix.padEnd(6, '0'), to: prefix.padEnd(6, '9') } };
}
/** Sort keys that begin with digits, as codes and years do. */
const EVERYTHING: KeyRange = { from: '0', to: '9999999' };

const CALENDAR = 'calendar';
export const makeCalendarKey = (scope: CalendarScope): ItemKey => ({ pk: CALENDAR, sk: nameScope(scope) });
export const CALENDAR_RANGE: Partition = { pk: CALENDAR, range: EVERYTHING };

export const narrativePartition = (year: number, band: string): string => `narrative#${year}#${band}`;
export const makeNarrativeKey = (
  { year, receivedAt, agencyId }: Pick<NarrativeEntry, 'year' | 'receivedAt' | 'agencyId'>,
  band: string,
): ItemKey => ({ pk: narrativePartition(year, band), sk: `${receivedAt}#${agencyId}` });

const GRANTS = 'grants#';
const GRANT = 'grant#';
const BY_ROSTER = 'roster#';
/** `granted`: from `nameGrant`. */
export const makeGrantKey = (mail: string, granted: string): ItemKey => ({
  pk: `${GRANTS}${mail}`,
  sk: `${GRANT}${granted}`,
});
export const makeRosterMailKey = (mail: string, agencyId: string): ItemKey => ({
  pk: `${GRANTS}${mail}`,
  sk: `${BY_ROSTER}${agencyId}`,
});
/** Beside what is read to tell who asks. */
export const makeGrantChangeKey = (mail: string, id: string): ItemKey => ({
  pk: `${GRANTS}${mail}`,
  sk: `changed#${id}`,
});
export const grantChangesRange = (mail: string): Partition => ({
  pk: `${GRANTS}${mail}`,
  range: { prefix: 'changed#' },
});
/** No address is called so. */
const GRANTS_BY_PLACE = `${GRANTS}by-place`;
export const makeGrantPointerKey = ({
  scope,
  granted,
  mailHash,
}: {
  readonly scope: string;
  readonly granted: string;
  readonly mailHash: string;
}): ItemKey => ({ pk: GRANTS_BY_PLACE, sk: `${scope}#${granted}#${mailHash}` });
/** Grants of one place; in a region with all below it, of the system, or everybody's. */
export function grantPointersRange(within: string | undefined): {
  readonly pk: string;
  readonly from: string;
  readonly to: string;
} {
  if (within === undefined) return { pk: GRANTS_BY_PLACE, from: '0', to: LAST };
  if (!isRegionCode(within)) return { pk: GRANTS_BY_PLACE, from: `${within}#`, to: `${within}#${LAST}` };
  const prefix = tellCodePrefix(within);
  return { pk: GRANTS_BY_PLACE, from: prefix.padEnd(6, '0'), to: `${prefix.padEnd(6, '9')}#${LAST}` };
}
/** Which state the operators are in: of two changes at once one looks again. */
export const makeOperatorsKey = (): ItemKey => ({ pk: `${GRANTS}operators`, sk: 'operators' });
/** Those that make somebody an agency's clerk. */
export const agencyGrantsRange = (district: string, granted: string): Partition => ({
  pk: GRANTS_BY_PLACE,
  range: { prefix: `${district}#${granted}#` },
});
/** Behind every key that is built here. */
const LAST = '~';
/** What was granted to an address, and what the roster said of it. */
export const grantsRange = (mail: string): Partition => ({
  pk: `${GRANTS}${mail}`,
  range: { from: GRANT, to: `${BY_ROSTER}~` },
});
/** The agency that a sort key of a person's grants names by the roster. */
export const agencyByRoster = ({ sk }: ItemKey): string | undefined =>
  sk.startsWith(BY_ROSTER) ? sk.slice(BY_ROSTER.length) : undefined;

const SESSIONS = 'sessions#';
export const makeSessionKey = (hash: string): ItemKey => ({ pk: `session#${hash}`, sk: 'session' });
export const makePersonSessionKey = (mail: string, hash: string): ItemKey => ({
  pk: `${SESSIONS}${mail}`,
  sk: hash,
});
/** Behind the hashes. */
export const makeLastSignInKey = (mail: string): ItemKey => ({ pk: `${SESSIONS}${mail}`, sk: 'last' });
export const mailOfSessions = (pk: string): string => pk.slice(SESSIONS.length);
export const personSessionsRange = (mail: string): Partition => ({
  pk: `${SESSIONS}${mail}`,
  // Hashes are hexadecimal.
  range: { from: '0', to: 'g' },
});
export const makeLinkKey = (hash: string): ItemKey => ({ pk: `link#${hash}`, sk: 'link' });
export const makeRateKey = (what: string, window: number): ItemKey => ({
  pk: `rate#${what}`,
  sk: String(window),
});

export const makeKnownBrowserKey = (mailHash: string, browserHash: string): ItemKey => ({
  pk: `rate#known#${mailHash}`,
  sk: browserHash,
});

/** Editions of a list of phrases lie in one partition, the oldest first. */
export const commonPhrasesPartition = ({ province, year }: CommonPhrasesKey): string =>
  `phrases#common#${province}#${year}`;

export const WRONG_PHRASES_PARTITION = 'phrases#wrong';
export const phraseEditionsRange = (pk: string): Partition => ({ pk, range: EVERYTHING });
const PHRASES_HEADS = 'phrases#heads';
/** `list`: the partition of its editions. */
export const makePhrasesHeadKey = (list: string): ItemKey => ({ pk: PHRASES_HEADS, sk: list });
export const REDACTIONS_HEAD: ItemKey = { pk: 'redactions', sk: 'head' };
/** Whether items of a partition tell only what lies elsewhere. */
export const isHeadPartition = (pk: string): boolean => pk === PHRASES_HEADS || pk === REDACTIONS_HEAD.pk;

export const FUNCTIONS_KEY: ItemKey = { pk: 'functions', sk: 'list' };
export const SCHEME_KEY: ItemKey = { pk: 'scheme', sk: 'list' };
const POPULATION = 'population';
/** `parent`: a region's code, or `NOWHERE`. */
export const makePopulationKey = (parent: string): ItemKey => ({ pk: POPULATION, sk: parent });
export const POPULATION_RANGE: Partition = { pk: POPULATION, range: { from: '0', to: '~' } };
const MAP = 'map';
/** `parent`: the code of the region whose children it shows. */
export const makeMapKey = (parent: string): ItemKey => ({ pk: MAP, sk: parent });
export const MAPS_RANGE: Partition = { pk: MAP, range: { from: '0', to: '~' } };
export const ANNOTATIONS_KEY: ItemKey = { pk: 'annotations', sk: 'list' };

const NAMES = 'names';
/** `of`: a district's code, or `REGION_NAMES`; `piece`: 0 of the first. */
export const makeNamesKey = (of: string, piece = 0): ItemKey => ({
  pk: NAMES,
  sk: piece === 0 ? of : `${of}#${piece}`,
});
/** Each in a partition of its own: a search of the nation reads all, and none of them alone is asked for more than it can do. */
export const PACKED_NAMES_HEAD: ItemKey = { pk: `${NAMES}#packed`, sk: 'head' };
export const makePackedNamesKey = (province: string, part: number): ItemKey => ({
  pk: `${NAMES}#${province}`,
  sk: String(part),
});

/** Names of agencies: codes of districts sort before this, the names of regions behind it. */
export const AGENCY_NAMES_RANGE = { pk: NAMES, before: ':' };

const SUMMARY = 'summary#';
export const makeSummaryKey = ({ code, year, slot }: RegionOrder): ItemKey => ({
  pk: partitionOfYear(code, year),
  sk: `${SUMMARY}${slot}`,
});
/** Summaries up to one. */
export const summariesRange = (
  upTo: RegionOrder,
): { readonly pk: string; readonly from: string; readonly to: string } => {
  const { pk, sk } = makeSummaryKey(upTo);
  return { pk, from: SUMMARY, to: sk };
};
/** The slot that a summary's key names. */
export function parseSummarySlot({ sk }: ItemKey): IsoDay | undefined {
  const slot = sk.startsWith(SUMMARY) ? sk.slice(SUMMARY.length) : '';
  return isIsoDay(slot) ? slot : undefined;
}
/**
 * `recipient`: `office`, or `agency#<id>`. They lie behind the submissions, so that reading a region's history reads
 * none of them.
 */
export const makeMailKey = ({ code, year, slot }: RegionOrder, recipient: string): ItemKey => ({
  pk: partitionOfYear(code, year),
  sk: `${TOLD}${slot}#${recipient}`,
});
const TOLD = 'told#';
export const mailsRange = (code: string, year: number): Partition => ({
  pk: partitionOfYear(code, year),
  range: { prefix: TOLD },
});

export const makeSentMailKey = (providerId: string): ItemKey => ({
  pk: `sent-mail#${providerId}`,
  sk: 'sent-mail',
});
export const makeReturnedMailKey = (mail: string): ItemKey => ({
  pk: `returned-mail#${foldMail(mail)}`,
  sk: 'returned-mail',
});

const auditPartition = (scope: AuditScope, month: string): string => `audit#${scope}#${month}`;
export const makeAuditKey = (scope: AuditScope, { at, id }: Pick<AuditEntry, 'at' | 'id'>): ItemKey => ({
  pk: auditPartition(scope, at.slice(0, 7)),
  sk: tellAuditPosition({ at, id }),
});
export const auditRange = (scope: AuditScope, month: string): Partition => ({
  pk: auditPartition(scope, month),
  range: EVERYTHING,
});

const loadPartition = (what: Loadable): string => `load#${what}`;
export const loadHeadKey = (what: Loadable): ItemKey => ({ pk: loadPartition(what), sk: 'head' });
/** What the sort keys of a load's entries, or of all loads', begin with. */
export const loadEntriesPrefix = (
  what: Loadable,
  load?: Instant,
): { readonly pk: string; readonly prefix: string } => ({
  pk: loadPartition(what),
  prefix: load === undefined ? 'entry#' : `entry#${load}#`,
});
export function loadEntryKey(what: Loadable, load: Instant, id: string): ItemKey {
  const { pk, prefix } = loadEntriesPrefix(what, load);
  return { pk, sk: `${prefix}${id}` };
}

export const makeTicketKey = (hash: string): ItemKey => ({ pk: `ticket#${hash}`, sk: 'ticket' });
export const makeUploadSessionKey = (id: string): ItemKey => ({
  pk: `upload-session#${id}`,
  sk: 'upload-session',
});
export const makePendingSignInKey = (stateHash: string): ItemKey => ({
  pk: `openid#${stateHash}`,
  sk: 'pending',
});
export const makeSecondStepKey = (mail: string): ItemKey => ({ pk: `second-step#${mail}`, sk: 'totp' });

export const makeCredentialKey = (id: string): ItemKey => ({ pk: `credential#${id}`, sk: 'credential' });
export const makePersonCredentialKey = (mail: string, id: string): ItemKey => ({
  pk: `credentials#${mail}`,
  sk: id,
});
export const personCredentialsRange = (mail: string): Partition => ({
  pk: `credentials#${mail}`,
  // Ids are of letters that an address takes.
  range: { from: '-', to: '~' },
});
/** All in one, so that a province's, or the nation's, are found by one query. */
const SCOPES = 'credentials-in#all';
/** No id of an agency is like it. */
const WHOLE_REGION = '-';
export const makeScopeCredentialKey = (scope: CredentialScope, id: string): ItemKey =>
  scope.kind === 'agency'
    ? { pk: SCOPES, sk: `${scope.district}#${scope.agency}#${id}` }
    : { pk: SCOPES, sk: `${scope.region}#${WHOLE_REGION}#${id}` };
/** Those for one agency, or for a region and all below it. */
export function scopeCredentialsRange(scope: CredentialScope): Partition {
  if (scope.kind === 'agency') return { pk: SCOPES, range: { prefix: `${scope.district}#${scope.agency}#` } };
  const prefix = tellCodePrefix(scope.region);
  return { pk: SCOPES, range: { from: prefix.padEnd(6, '0'), to: `${prefix.padEnd(6, '9')}~` } };
}
/** The credential that a sort key of either list names. */
export const credentialIn = ({ sk }: ItemKey): string => sk.slice(sk.lastIndexOf('#') + 1);
export const makeLoginCodeKey = (hash: string): ItemKey => ({ pk: `login-code#${hash}`, sk: 'login-code' });

const YEAR_OF_REGION = /^(?:facts#)?(?<region>[0-9]{6}|root)#(?<year>[0-9]{4})$/;

/** What an item's key names. */
export function parseItemKey({ pk, sk }: ItemKey): RecordName {
  const rest = (prefix: string): string | undefined =>
    sk.startsWith(prefix) ? sk.slice(prefix.length) : undefined;
  const submission = rest(SUBMISSION);
  const cut = submission?.lastIndexOf('#') ?? -1;
  const of = submission?.slice(0, cut) ?? '';
  const submissionId = submission?.slice(cut + 1) ?? '';
  if (pk === UNPLACED && submission !== undefined)
    return { kind: 'submission', place: 'unplaced', of, submissionId };
  const { region, year: yearText } = YEAR_OF_REGION.exec(pk)?.groups ?? {};
  if (region === undefined) return { kind: 'other' };
  const year = Number(yearText);
  const agencyId = rest(AGENCY);
  const code = rest(REGION);
  if (agencyId !== undefined) return { kind: 'agency-year', place: { district: region, agencyId, year } };
  if (code !== undefined && isRegionCode(code)) return { kind: 'region-year', parent: region, code, year };
  if (submission !== undefined)
    return { kind: 'submission', place: { district: region, agencyId: of, year }, of, submissionId };
  for (const [kind, prefix] of [
    ['act', REVIEWED],
    ['publication', RELEASED],
    ['source-check', SEEN],
    ['source-visit', VISIT],
  ] as const) {
    const named = rest(prefix);
    const [agency = '', id = ''] = named?.split('#') ?? [];
    if (named !== undefined) return { kind, place: { district: region, agencyId: agency, year }, id };
  }
  return { kind: 'other' };
}
