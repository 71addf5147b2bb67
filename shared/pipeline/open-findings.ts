/**
 * What stands open in reports that are returned or flagged. What comparing a report with others found is kept with its
 * agency-year, and so in its facts; its submission says what the document itself is told of, and why it was returned.
 * Where the office keeps texts back, nothing of them is told.
 */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { readPlace, type Place } from '../domain/basics/place.ts';
import { MAX_OPEN_FINDINGS, type OpenFindings } from '../domain/compliance/compliance.ts';
import type { Saying } from '../domain/document/same-document.ts';
import type { Finding } from '../domain/findings/finding.ts';
import { chooseEdition } from '../domain/form/catalogue.ts';
import { isTextWithheld } from '../domain/standing/acts/office-standing.ts';
import { redactFindings } from '../domain/standing/redact-submission.ts';
import type { AgencyYear, InForce } from '../domain/standing/agency-year-record.ts';
import type { AgencyYearFacts } from '../domain/standing/child-facts.ts';
import { stateOfWarning } from '../domain/standing/explanations.ts';
import type { Submission, SubmissionName } from '../domain/standing/submission.ts';
import { firstFindings, judged } from './judge-agency-year.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';

export type OpenFindingsTable = SurroundingsTable & Pick<ReportTable, 'submissionsAt'>;

/** By agency; who has nothing open is left out. */
export async function readOpenFindings(
  table: OpenFindingsTable,
  agencies: readonly AgencyYearFacts[],
): Promise<ReadonlyMap<string, OpenFindings>> {
  const open = agencies.map(describeOpen).filter(({ returned, flagged }) => returned ?? flagged);
  const partlyKept = open.filter(({ flagged }) => flagged && !isWholeKept(flagged));
  const acted = open.filter(({ isActedOn }) => isActedOn);
  const [readSubmission, readJudged, readActed] = await Promise.all([
    readSubmissions(table, [
      ...open.flatMap(({ place, returned }) => (returned ? [{ place, ...returned }] : [])),
      ...partlyKept.flatMap(({ place, flagged }) => (flagged ? [{ place, ...flagged }] : [])),
    ]),
    readItems(table, partlyKept),
    acted.length === 0
      ? () => undefined
      : table.agencyYearsAt(
          acted.map(({ place }) => place),
          { consistent: false },
        ),
  ]);
  return new Map(
    open.map(({ place, returned, flagged, isActedOn }) => {
      const submission = returned && readSubmission({ place, ...returned });
      const item = isActedOn ? readActed(place) : undefined;
      const kept = item?.inForce;
      // Nobody knows what is kept back where the item can't be read.
      const told = (findings: readonly Finding[], document: Saying | undefined): readonly Finding[] =>
        isActedOn && !(item && document && !isTextWithheld(item.acts, document))
          ? redactFindings(findings, chooseEdition(place.year))
          : findings;
      const errors = submission?.findings.filter(({ severity }) => severity === 'error') ?? [];
      const warnings = flagged
        ? isWholeKept(flagged)
          ? flagged.openContextual
          : tellWarnings(readJudged(place), readSubmission({ place, ...flagged }))
        : [];
      return [
        place.agencyId,
        {
          findings: [...told(errors, submission), ...told(warnings, kept)].slice(0, MAX_OPEN_FINDINGS),
          count: (submission?.errorCount ?? 0) + (flagged?.openWarnings ?? 0),
        },
      ];
    }),
  );
}

type Flagged = Pick<InForce, 'submissionId' | 'openWarnings' | 'openContextual'>;
interface Open {
  readonly place: Place;
  /** The newest submission, where it was returned. */
  readonly returned: { readonly submissionId: string } | undefined;
  /** The report in force, where it has open warnings. */
  readonly flagged: Flagged | undefined;
  /** Whether the office did anything about it: then the item itself says whether that keeps its texts back. */
  readonly isActedOn: boolean;
}

const describeOpen = (facts: AgencyYearFacts): Open => ({
  place: readPlace(facts),
  returned: facts.latest?.outcome === 'returned' ? facts.latest : undefined,
  flagged: facts.inForce && facts.inForce.openWarnings > 0 ? facts.inForce : undefined,
  isActedOn: facts.office !== undefined || facts.acts !== undefined,
});

/** Whether nothing is open but what comparing it found. */
const isWholeKept = (
  flagged: Flagged,
): flagged is Flagged & { readonly openContextual: readonly Finding[] } =>
  flagged.openContextual?.length === flagged.openWarnings;

const readSubmissions = async (table: OpenFindingsTable, names: readonly SubmissionName[]) =>
  names.length > 0 ? table.submissionsAt(names) : () => undefined;

/** Items are judged once more where the version that judged them did not keep what comparing found. */
async function readItems(
  table: SurroundingsTable,
  open: readonly Open[],
): Promise<(place: Place) => AgencyYear | undefined> {
  if (open.length === 0) return () => undefined;
  const unjudged = open.filter(({ flagged }) => flagged?.openContextual === undefined);
  const read = await table.agencyYearsAt(
    [...open.map(({ place }) => place), ...unjudged.map(({ place }) => ({ ...place, year: place.year - 1 }))],
    { consistent: false },
  );
  const items = unjudged.flatMap(({ place }) => read(place) ?? []);
  const around = await readSurroundings(table, items, read);
  return (place) => {
    const item = read(place);
    return item && items.includes(item) ? judged(item, around(item)) : item;
  };
}

function tellWarnings(item: AgencyYear | undefined, submission: Submission | undefined): readonly Finding[] {
  if (!item?.inForce) return [];
  const { warnings, openContextual = [] } = item.inForce;
  const open = warnings.filter((warning) => stateOfWarning(warning, item.explanations ?? []) !== 'explained');
  const isOpen = ({ rule, path }: Finding): boolean =>
    open.some((warning) => warning.rule === rule && warning.path === path);
  return firstFindings(item.year, [...(submission?.findings.filter(isOpen) ?? []), ...openContextual]);
}
