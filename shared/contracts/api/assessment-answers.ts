/** What the API answers of assessments (考核). */
import * as z from 'zod/mini';
import { FACT_NAMES } from '../../domain/assessment/fact-names.ts';
import { datasetSchema } from '../dataset-schema.ts';
import { apiSchemas } from './api-answers.ts';

function named<Schema extends z.ZodMiniType>(id: string, schema: Schema): Schema {
  apiSchemas.add(schema, { id });
  return schema;
}

const listOf = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item));
const count = z.int().check(z.minimum(0));
const points = z.number().check(z.minimum(0));
const instant = z.iso.datetime();
const day = z.iso.date();
const code = z.string().check(z.describe('GB/T 2260'));
const fact = z.enum(FACT_NAMES);

const scheme = named(
  'Scheme',
  z.object({
    since: instant.check(z.describe('when it was loaded')),
    total: points.check(z.describe('what its indicators are worth together')),
    indicators: listOf(
      named(
        'SchemeIndicator',
        z.object({
          name: z.string(),
          english: z.string(),
          fact,
          deduction: points.check(z.describe('each time, or once')),
          per: z
            .nullable(count)
            .check(z.describe('for each so many of what the fact counts; null where it is deducted once')),
          limit: points.check(z.describe('the most that is deducted')),
          within: z
            .nullable(count)
            .check(z.describe('so much is free; of corrected-late the days from the return')),
          group: z
            .nullable(z.object({ name: z.string(), limit: points }))
            .check(z.describe('the item that it is of, and the most that this deducts together')),
          source: z.string().check(z.describe('the document that lays it down')),
        }),
      ),
    ),
  }),
);

const factFields = {
  name: fact,
  amount: z.nullable(count).check(z.describe('null where it can’t be known')),
  whole: z.nullable(count).check(z.describe('out of how many, where that is told')),
  unknown: z
    .optional(z.enum(['not-obliged', 'not-due', 'not-filed', 'not-stated', 'not-compared']))
    .check(z.describe('why it is not known')),
};

const scoreFields = {
  score: z
    .nullable(points)
    .check(z.describe('total without what is deducted; null where nothing could be assessed')),
  deducted: points,
  assessed: points.check(z.describe('what those indicators are worth whose facts are known')),
  indicators: listOf(
    named(
      'IndicatorScore',
      z.object({
        amount: z.nullable(count).check(z.describe('what the scheme counts of the fact')),
        times: z.nullable(count).check(z.describe('how often the deduction is made, before the limit')),
        deducted: z.nullable(points).check(z.describe('null: not assessed')),
        computation: z.string().check(z.describe('in Chinese')),
      }),
    ),
  ).check(z.describe('in the scheme’s order')),
};
const score = z
  .nullable(named('AssessmentScore', z.object(scoreFields)))
  .check(z.describe('null where no scheme is loaded'));

const evidence = named(
  'Evidence',
  z.object({
    kind: z.enum([
      'deadline',
      'received',
      'none-until',
      'published',
      'finding',
      'errors',
      'return',
      'repeated',
      'copied',
      'cell',
    ]),
    text: z.string().check(z.describe('in Chinese')),
    page: z.optional(z.string()).check(z.describe('where it is shown')),
    day: z.optional(day),
    at: z.optional(instant),
    submissionId: z.optional(z.string()),
    rule: z.optional(z.string()),
    path: z.optional(z.string()).check(z.describe('JSON Pointer of the place')),
    isExplained: z.optional(z.boolean()),
    act: z.optional(z.string()).check(z.describe('the id of the office’s act')),
    until: z.optional(day).check(z.describe('the last day that the office has set')),
    correctedAt: z.optional(instant),
    correctedBy: z.optional(z.string()).check(z.describe('the submission that corrected it')),
    days: z.optional(count).check(z.describe('from the return to the correction, or until now')),
    percent: z.optional(count),
    count: z.optional(z.number()).check(z.describe('errors, or the figure of a cell')),
  }),
);

const agencyFields = {
  id: z.string(),
  name: z.string(),
  district: code,
  dataset: z.optional(datasetSchema),
};
const asOf = z.optional(instant).check(z.describe('the instant asked for by asOf'));

export const assessmentSchema = named(
  'Assessment',
  z.object({
    region: z.object({ code, name: z.nullable(z.string()) }),
    year: z.int(),
    scheme: z.nullable(scheme),
    unreadable: z.optional(listOf(z.string())).check(z.describe('agencies whose records are damaged')),
    agencies: listOf(
      named(
        'AssessedAgency',
        z.object({
          ...agencyFields,
          facts: listOf(named('Fact', z.object(factFields))),
          score,
        }),
      ),
    ).check(z.describe('those that must report, of the region and of all below it')),
    asOf,
  }),
);
export type AssessmentAnswer = z.infer<typeof assessmentSchema>;

export const agencyAssessmentSchema = named(
  'AgencyAssessment',
  z.object({
    agency: z.object(agencyFields),
    year: z.int(),
    scheme: z.nullable(scheme),
    facts: listOf(named('FactWithEvidence', z.object({ ...factFields, evidence: listOf(evidence) }))),
    score,
    asOf,
  }),
);
export type AgencyAssessmentAnswer = z.infer<typeof agencyAssessmentSchema>;
export type EvidenceAnswer = z.infer<typeof evidence>;
