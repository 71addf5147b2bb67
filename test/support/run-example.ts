/** Files the example of a rule as its sentence says, and tells what the rules find. */
import { computeDeadline } from '../../shared/domain/basics/deadlines.ts';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import type { Finding } from '../../shared/domain/findings/finding.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { NO_FEES } from '../../shared/domain/form/processing-fees.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import {
  COPIED_AT,
  computeFingerprint,
  estimateSimilarity,
} from '../../shared/domain/narrative/narrative-fingerprint.ts';
import { findStatedAgency, listOtherNames } from '../../shared/domain/narrative/stated-names.ts';
import { measureRepetition } from '../../shared/domain/narrative/repetition.ts';
import { applyContextualRules, RULES } from '../../shared/domain/rules/rule-book.ts';
import type { Context } from '../../shared/domain/rules/rule.ts';
import {
  computedDocument,
  EXAMPLE_AGENCY,
  EXAMPLE_NEIGHBOUR,
  exampleDocument,
  examplePlace,
  previousDocument,
  type ExampleFiling,
} from '../../shared/domain/rules/rule-examples.ts';
import type { RegionTotal } from '../../shared/domain/standing/region-total.ts';
import { checkFiling } from '../../shared/domain/verdict/check-report.ts';
import { at, bytesOf } from './a-report.ts';

interface ExampleRun {
  readonly findings: readonly Finding[];
  readonly report: Report | undefined;
  /** What the example is compared with. */
  readonly context: Context;
}

const NEIGHBOURS = [
  {
    id: EXAMPLE_NEIGHBOUR.id,
    kind: 'department',
    spellings: [{ text: EXAMPLE_NEIGHBOUR.name, initials: '' }],
  },
];

export function runExample(filing: ExampleFiling, rules = RULES): ExampleRun {
  const bytes = bytesOf(exampleDocument(filing));
  const previous = readReport(previousDocument(filing));
  const total = totalOf(readReport(computedDocument(filing))?.figures);
  const { findings } = checkFiling(
    bytes,
    {
      receivedAt: at(filing.receivedAt),
      place: examplePlace(filing),
      roster: { ...EXAMPLE_AGENCY, kind: filing.kind },
      deadline: computeDeadline({ kind: filing.kind, district: examplePlace(filing).district }, filing.year),
      previous: previous?.figures,
      firstAcceptedAt: undefined,
      total,
    },
    { rules },
  );
  const report = readReport(exampleDocument(filing));
  const otherTexts = report && previous && findCopied(report, previous);
  const lastTexts =
    report && previous && !otherTexts
      ? {
          year: previous.year,
          ...measureRepetition(report.narrative, previous.narrative, [report.agency.name]),
        }
      : undefined;
  const copied = report
    ? applyContextualRules(
        rules,
        {
          receivedAt: at(filing.receivedAt),
          year: report.year,
          figures: report.figures,
          name: report.agency.name,
          publishedOn: undefined,
        },
        {
          otherTexts,
          lastTexts,
          statedAgency: findStatedAgency(listOtherNames(report, EXAMPLE_AGENCY), NEIGHBOURS, EXAMPLE_AGENCY),
        },
      )
    : [];
  return {
    // Texts are compared where those of others are known.
    findings: [...findings, ...copied],
    report,
    context: { yearBefore: { previous: previous?.figures }, regionTotal: total, otherTexts },
  };
}

export function readReport(document: string | undefined): Report | undefined {
  const decoded = document === undefined ? undefined : decodeReport(bytesOf(document));
  return decoded?.kind === 'read' ? decoded.report : undefined;
}

function findCopied(report: Report, previous: Report): Context['otherTexts'] {
  const [own, before] = [report, previous].map(({ narrative, agency }) =>
    computeFingerprint(narrative, [agency.name]),
  );
  if (own === undefined || before === undefined) return undefined;
  const similarity = estimateSimilarity(own, before);
  return similarity < COPIED_AT
    ? undefined
    : { source: { kind: 'last-year', year: previous.year }, similarity };
}

const totalOf = (figures: Figures | undefined): RegionTotal | undefined =>
  figures && {
    reports: { expected: 1, accepted: 1, flagged: 0, returned: 0, late: 0, synthetic: 0 },
    figures,
    signal: new Map(),
    fees: NO_FEES,
    filings: new Map(),
    marks: [],
  };
