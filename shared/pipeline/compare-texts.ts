/** What receiving a report finds out by looking at others' texts: another's copy, and how much is last year's own. */
import type { Instant } from '../domain/basics/calendar.ts';
import type { Place } from '../domain/basics/place.ts';
import type { Finding } from '../domain/findings/finding.ts';
import type { PhraseEditions } from '../domain/narrative/phrase-list.ts';
import type { Report } from '../domain/form/report.ts';
import type { InForce } from '../domain/standing/agency-year-record.ts';
import { isSameText, tellTextSince } from '../domain/standing/text-row.ts';
import { applyContextualRules, RULES } from '../domain/rules/rule-book.ts';
import { copiedFrom, repeatedFrom, type Surroundings } from '../domain/verdict/findings-shown.ts';
import { takeFingerprint, type LookedUp } from './filed-report.ts';
import { findMeasuredAlike, isMeasured, measureAgainst, type MeasureDeps } from './measure-repetition.ts';
import { findOriginal, type NarrativeTable } from './narrative-index.ts';
import { tellCopied } from './tell-copied.ts';

interface ComparedTexts {
  /** Kept with the report. */
  readonly looked: LookedUp;
  readonly found: readonly Finding[];
}

export const NOTHING_COMPARED: ComparedTexts = { looked: {}, found: [] };

interface CompareDeps extends MeasureDeps {
  readonly table: MeasureDeps['table'] & Pick<NarrativeTable, 'agencyYearsAt' | 'narrativeHolders'>;
}

/** What goes on with the text of the report in force is a copy where that is one. */
const isHeldAlready = (
  inForce: InForce,
  { receivedAt, narrative }: { readonly receivedAt: Instant; readonly narrative: string },
): boolean => isSameText(inForce, { narrative }) && tellTextSince(inForce).receivedAt <= receivedAt;

/** A report that has come, and what is in force until it is recorded. */
interface Compared {
  readonly place: Place;
  readonly receivedAt: Instant;
  readonly report: Report;
  readonly inForce: InForce | undefined;
  /** Which lists of common phrases there are, where their head was read. */
  readonly commonEditions?: PhraseEditions | undefined;
}

export async function compareTexts(
  deps: CompareDeps,
  { place, receivedAt, report, inForce, commonEditions }: Compared,
  surroundings: Surroundings,
): Promise<ComparedTexts> {
  const { table, bucket } = deps;
  const narrative = takeFingerprint(report);
  const original =
    narrative === undefined
      ? undefined
      : inForce && isHeldAlready(inForce, { receivedAt, narrative })
        ? inForce.copiedFrom
        : await findOriginal(table, { place, receivedAt, fingerprint: narrative });
  const last = surroundings.previous?.inForce;
  const repetition =
    last && isMeasured(receivedAt, { narrative })
      ? await measureAgainst(
          deps,
          { place, receivedAt, report, commonEditions },
          last.sha256,
          findMeasuredAlike(inForce, last, report),
        )
      : undefined;
  const looked = {
    ...(original && { copiedFrom: original }),
    ...(repetition && { repetitions: [repetition] }),
  };
  const copied = copiedFrom({ narrative, ...looked }, surroundings);
  const lastTexts = repeatedFrom({ narrative, ...looked }, surroundings);
  const { year, figures, agency, publishedOn } = report;
  return {
    looked,
    found: [
      ...(copied ? await tellCopied(bucket, copied, report) : []),
      ...applyContextualRules(
        RULES,
        { receivedAt, year, figures, name: agency.name, publishedOn },
        { lastTexts },
      ),
    ],
  };
}
