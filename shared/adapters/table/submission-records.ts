/** Submissions: the immutable history, and what receiving one more needs to know. */
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { agencyYearCodec } from '../../contracts/table/agency-year-codec.ts';
import { readPhrasesHead, readRedactionsHead } from '../../contracts/table/head-codecs.ts';
import {
  commonPhrasesPartition,
  makeAgencyYearKey,
  makePhrasesHeadKey,
  makeRosterKey,
  makeSubmissionKey,
  submissionsRange,
  makeUnplacedKey,
  REDACTIONS_HEAD,
  WRONG_PHRASES_PARTITION,
  type ItemKey,
  type UnplacedBelow,
} from '../../contracts/table/keys.ts';
import { rosterCodec } from '../../contracts/table/roster-codecs.ts';
import { submissionCodec, submissionHeadCodec } from '../../contracts/table/submission-codec.ts';
import type { Place } from '../../domain/basics/place.ts';
import { findProvince } from '../../domain/basics/region.ts';
import type { PhraseEditions } from '../../domain/narrative/phrase-list.ts';
import type { RosterRecord } from '../../domain/roster/roster-entry.ts';
import type { AgencyYear } from '../../domain/standing/agency-year-record.ts';
import type { RedactionMarks } from '../../domain/standing/redaction-marks.ts';
import type { FiledSubmissions, Submission, SubmissionName } from '../../domain/standing/submission.ts';
import { UnavailableError } from '../../errors.ts';
import { unlessOutdated, type ReadOptions, type TableAccess, type Written } from './table-access.ts';

type Recorded = Written | 'already-recorded';

/** What heads tell of what lies elsewhere; `undefined` where one tells nothing, and whoever needs to know asks there. */
interface FilingHeads {
  readonly wrongPhrases?: PhraseEditions | undefined;
  /** Those that a report for the year is measured by. */
  readonly commonPhrases?: PhraseEditions | undefined;
  readonly redactions?: RedactionMarks | undefined;
}

export function submissionRecords({
  client,
  tableName,
  query,
  queryOrHeads,
  lookUp,
  decode,
  transact,
}: TableAccess) {
  return {
    /** What receiving one upload needs to know, in one consistent BatchGet; `heads` where they are asked for. */
    async filing(
      documentKey: string,
      place: Place | undefined,
      submissionId: string,
      { withHeads = false } = {},
    ): Promise<{
      heads: FilingHeads;
      roster: RosterRecord | undefined;
      current: AgencyYear | undefined;
      previous: AgencyYear | undefined;
      submission: Submission | undefined;
    }> {
      const unplaced = makeUnplacedKey(documentKey, submissionId);
      const wrong = makePhrasesHeadKey(WRONG_PHRASES_PARTITION);
      const common = place && makeCommonHeadKey(place);
      const heads = withHeads ? [REDACTIONS_HEAD, wrong, ...(common ? [common] : [])] : [];
      const tell = (read: Awaited<ReturnType<typeof lookUp>>): FilingHeads => ({
        wrongPhrases: read(wrong, { decode: readPhrasesHead })?.told,
        commonPhrases: common && read(common, { decode: readPhrasesHead })?.told,
        redactions: read(REDACTIONS_HEAD, { decode: (raw) => readRedactionsHead(raw, tableName) })?.told,
      });
      if (!place) {
        const read = await lookUp([unplaced, ...heads]);
        const submission = read(unplaced, submissionCodec);
        return { heads: tell(read), roster: undefined, current: undefined, previous: undefined, submission };
      }
      const placed = makeSubmissionKey(place, submissionId);
      const before = { ...place, year: place.year - 1 };
      const roster = makeRosterKey(place.agencyId);
      const read = await lookUp([
        unplaced,
        placed,
        roster,
        makeAgencyYearKey(place),
        makeAgencyYearKey(before),
        ...heads,
      ]);
      return {
        heads: tell(read),
        roster: read(roster, rosterCodec),
        // It stays where it was put then: the roster may have changed since.
        submission: read(placed, submissionCodec) ?? read(unplaced, submissionCodec),
        current: read(makeAgencyYearKey(place), agencyYearCodec),
        previous: read(makeAgencyYearKey(before), agencyYearCodec),
      };
    },

    /** The submissions of an agency-year, newest first. */
    async submissions(place: Place, { consistent = false } = {}): Promise<Submission[]> {
      const found = (await query(submissionsRange(place), consistent)).map(submissionCodec.decode);
      return found.sort(newestFirst);
    },

    /** As `submissions`: whole as long as one answer of DynamoDB's (1 MB) holds them, else their heads alone. */
    async filedSubmissions(place: Place): Promise<FiledSubmissions> {
      const { isWhole, raws } = await queryOrHeads(submissionsRange(place));
      if (!isWhole) return { heads: raws.map(submissionHeadCodec.decode).sort(newestFirst), items: [] };
      const items = raws.map(submissionCodec.decode).sort(newestFirst);
      return { heads: items, items };
    },

    /** Submissions by name, a hundred to a BatchGet. */
    async submissionsAt(
      names: readonly SubmissionName[],
      { consistent = false }: Pick<ReadOptions, 'consistent'> = {},
    ): Promise<(name: SubmissionName) => Submission | undefined> {
      const keyOf = ({ place, submissionId }: SubmissionName) => makeSubmissionKey(place, submissionId);
      const read = await lookUp(names.map(keyOf), consistent);
      return (name) => read(keyOf(name), submissionCodec);
    },

    /** Every submission of a district's year, or of what could not be placed. */
    async submissionsIn(
      where: Pick<Place, 'district' | 'year'> | UnplacedBelow,
      { onDamaged }: Pick<ReadOptions, 'onDamaged'> = {},
    ): Promise<Submission[]> {
      const range = submissionsRange(
        'unplacedBelow' in where ? where : { district: where.district, year: where.year },
      );
      const raws = await query(range, true);
      return raws.flatMap((raw) => decode(submissionCodec, raw, onDamaged) ?? []);
    },

    /**
     * Writes a submission once and, where it changes the agency's standing, the agency-year in the same
     * transaction. `already-recorded`: the submission is there. `outdated`: the agency-year was written meanwhile.
     */
    async record(submission: Submission, agencyYear: AgencyYear | undefined): Promise<Recorded> {
      const [failed] = await transact([
        {
          Put: {
            TableName: tableName,
            Item: submissionCodec.encode(submission),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        ...(agencyYear === undefined
          ? []
          : [
              {
                Put: {
                  TableName: tableName,
                  Item: agencyYearCodec.encode(agencyYear),
                  ...unlessOutdated(agencyYear.revision),
                },
              },
            ]),
      ]);
      if (failed === undefined) return 'written';
      return failed.write === 0 && failed.why === 'condition' ? 'already-recorded' : 'outdated';
    },

    /** Writes what a later version keeps of a submission besides; one that was taken out or redacted meanwhile stays so. */
    async amendSubmission(submission: Submission): Promise<void> {
      const [failed] = await transact([
        {
          Put: {
            TableName: tableName,
            Item: submissionCodec.encode(submission),
            ConditionExpression: submission.redacted
              ? 'attribute_exists(pk)'
              : 'attribute_exists(pk) AND attribute_not_exists(redacted)',
          },
        },
      ]);
      if (failed?.why === 'conflict')
        throw new UnavailableError(`a submission of ${submission.key} is being written`);
    },

    /** Replaces a submission: nothing but a redaction ever changes one. */
    async putSubmission(submission: Submission): Promise<void> {
      await client.send(new PutCommand({ TableName: tableName, Item: submissionCodec.encode(submission) }));
    },

    /** Takes out a submission that can't be read, so that its upload can be received again. */
    async removeSubmission({ place, submissionId }: SubmissionName): Promise<void> {
      await client.send(
        new DeleteCommand({ TableName: tableName, Key: { ...makeSubmissionKey(place, submissionId) } }),
      );
    },
  };
}

const makeCommonHeadKey = ({ district, year }: Place): ItemKey =>
  makePhrasesHeadKey(commonPhrasesPartition({ province: findProvince(district), year: year - 1 }));

const newestFirst = (a: { readonly order: string }, b: { readonly order: string }): number =>
  a.order < b.order ? 1 : -1;
