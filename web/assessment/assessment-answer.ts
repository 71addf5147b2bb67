/** Assessments as the API answers them: what the pages show. */
import type {
  AgencyAssessmentAnswer,
  AssessmentAnswer,
  EvidenceAnswer,
} from '../../shared/contracts/api/assessment-answers.ts';
import type { Evidence, Fact } from '../../shared/domain/assessment/facts.ts';
import { sumWorth, type Scheme } from '../../shared/domain/assessment/scheme.ts';
import type { Score } from '../../shared/domain/assessment/score.ts';
import { found } from '../http/request-error.ts';
import { readAgencyAssessment, type Sheet } from './assessment-view.ts';
import { explainScore, readPoints, tellEvidence } from './assessment-words.ts';
import { readNarrowAssessment } from './narrow-assessment.ts';

export async function answerAssessment(
  ...asked: Parameters<typeof readNarrowAssessment>
): Promise<AssessmentAnswer> {
  const { region, year, scheme, unreadable, sheets } = await readNarrowAssessment(...asked);
  return {
    region: { code: region.code, name: region.name ?? null },
    year,
    scheme: writeScheme(scheme),
    ...(unreadable.length > 0 && { unreadable }),
    agencies: sheets.map((sheet) => ({
      ...writeAgency(sheet),
      facts: sheet.facts.map(writeFact),
      score: writeScore(sheet.score),
    })),
  };
}

export async function answerAgencyAssessment(
  ...asked: Parameters<typeof readAgencyAssessment>
): Promise<AgencyAssessmentAnswer> {
  const [, id] = asked;
  const { sheet, year, scheme } = await found(readAgencyAssessment(...asked), (t) => t.agencyUnknown(id));
  return {
    agency: writeAgency(sheet),
    year,
    scheme: writeScheme(scheme),
    facts: sheet.facts.map((fact) => ({
      ...writeFact(fact),
      evidence: fact.evidence.map((one) => writeEvidence(one, { id, year })),
    })),
    score: writeScore(sheet.score),
  };
}

const writeAgency = ({ id, name, district, dataset }: Sheet) => ({
  id,
  name,
  district: district.code,
  ...(dataset && { dataset }),
});

const writeFact = ({ name, amount, whole, unknown }: Fact) => ({
  name,
  amount: amount ?? null,
  whole: whole ?? null,
  ...(unknown && { unknown }),
});

const writeScheme = (scheme: Scheme | undefined): AssessmentAnswer['scheme'] =>
  scheme
    ? {
        since: scheme.since,
        total: sumWorth(scheme.rules) / 100,
        indicators: scheme.rules.map(
          ({ indicator, fact, deductionHundredths, per, limitHundredths, within, group, source }) => ({
            name: indicator.zh,
            english: indicator.en,
            fact,
            deduction: deductionHundredths / 100,
            per: per ?? null,
            limit: limitHundredths / 100,
            within: within ?? null,
            group: group ? { name: group.name, limit: group.limitHundredths / 100 } : null,
            source,
          }),
        ),
      }
    : null;

const writeScore = (score: Score | undefined): AgencyAssessmentAnswer['score'] =>
  score
    ? {
        score: readPoints(score.scoreHundredths),
        deducted: score.deductedHundredths / 100,
        assessed: score.assessedHundredths / 100,
        indicators: score.indicators.map((one) => ({
          amount: one.amount ?? null,
          times: one.times ?? null,
          deducted: readPoints(one.deductedHundredths),
          computation: explainScore(one, 'zh-CN'),
        })),
      }
    : null;

function writeEvidence(one: Evidence, whose: { readonly id: string; readonly year: number }): EvidenceAnswer {
  const { text, path: page } = tellEvidence(one, whose, 'zh-CN');
  return { kind: one.kind, text, ...(page !== undefined && { page }), ...readFields(one) };
}

/** What programs read beside the words. */
function readFields(one: Evidence): Partial<EvidenceAnswer> {
  switch (one.kind) {
    case 'deadline':
    case 'published':
      return { day: one.day };
    case 'none-until':
      return { at: one.at };
    case 'received': {
      const { at, submissionId } = one;
      return { at, ...(submissionId !== undefined && { submissionId }) };
    }
    case 'finding': {
      const { rule, path, isExplained, submissionId } = one;
      return { rule, ...(path !== undefined && { path }), isExplained, submissionId };
    }
    case 'errors': {
      const { at, count, submissionId } = one;
      return { at, count, submissionId };
    }
    case 'return': {
      const { id: act, at, until, submissionId, corrected, days } = one;
      return {
        ...{ act, at, until, submissionId },
        ...(corrected && { correctedAt: corrected.at, correctedBy: corrected.submissionId }),
        ...(days !== undefined && { days }),
      };
    }
    case 'repeated':
      return { path: `/narrative/${one.section}`, percent: one.percent };
    case 'copied':
      return { percent: one.percent };
    case 'cell':
      return { path: one.path, count: one.value };
  }
}
