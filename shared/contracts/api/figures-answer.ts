/** What the API answers of a region's further figures. */
import * as z from 'zod/mini';
import { REASONED_OUTCOMES } from '../../domain/form/breakdowns.ts';
import { MEASURES } from '../../domain/form/measures.ts';
import { PATH_STAGES, PATH_STEPS } from '../../domain/form/path-of-year.ts';
import { datasetSchema } from '../dataset-schema.ts';
import { apiSchemas } from './api-answers.ts';

function named<Schema extends z.ZodMiniType>(id: string, schema: Schema): Schema {
  apiSchemas.add(schema, { id });
  return schema;
}
const listOf = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item));

const count = z.int().check(z.minimum(0));
const cases = z.nullable(count).check(z.describe('null where no report is in force'));
const text = z.object({ zh: z.string(), en: z.string() });
const rate = z
  .nullable(z.number())
  .check(z.describe('0 … 1; null where there is nothing to take a rate of, or too few cases'));

const dataset = z
  .optional(datasetSchema)
  .check(
    z.describe('of demonstration data and published reports; a region’s where any of its agencies has such'),
  );
const region = z.object({ code: z.string().check(z.describe('GB/T 2260')), name: z.string() });

const child = {
  kind: z.enum(['region', 'agency']).check(z.describe('a region right below, or an agency of its own')),
  id: z.string(),
  name: z.string(),
  dataset,
};

export const figuresSchema = named(
  'FurtherFigures',
  z.object({
    region,
    year: z.int(),
    years: listOf(
      z.object({
        year: z.int(),
        continuedFrom: z
          .optional(listOf(region))
          .check(
            z.describe(
              'the regions whose figures those of the year are: the code was not yet one of that year',
            ),
          ),
      }),
    ).check(z.describe('the years of reasons, litigation and children')),
    unreadable: z
      .optional(listOf(z.string()))
      .check(
        z.describe('children and agencies whose records are damaged: they are in nothing that lists them'),
      ),
    path: listOf(
      named(
        'PathStep',
        z.object({
          step: z.enum(PATH_STEPS),
          stage: z.enum(PATH_STAGES),
          cases: count,
          basis: z.nullable(z.enum(PATH_STEPS)).check(z.describe('the step that it is set against')),
          basisCases: z.nullable(count),
          relation: z
            .nullable(z.enum(['share', 'ratio']))
            .check(
              z.describe(
                'share: a part of its basis; ratio: set beside it, as disputes of the year are, which may be about answers of earlier years',
              ),
            ),
          rate,
        }),
      ),
    ).check(z.describe('the way of the year’s applications; empty where no report is in force')),
    movement: z
      .nullable(
        z.object({
          before: z.int().check(z.describe('the year compared with')),
          from: count.check(z.describe('applications received then')),
          to: count,
          change: z.int(),
          movers: listOf(
            z.object({
              ...child,
              before: z.nullable(count).check(z.describe('null where no report is in force, or it was none')),
              now: z.nullable(count),
              change: z.int(),
              noneIn: z
                .optional(z.int())
                .check(
                  z.describe(
                    'the one of the two years in which it was none of the region’s children: merged into another, of another code or parent, or not yet there',
                  ),
                ),
            }),
          ).check(
            z.describe('all whose number changed, the largest changes first; they add up to the change'),
          ),
        }),
      )
      .check(
        z.describe('null where there is no year to compare with, or its figures are those of other regions'),
      ),
    measure: z.enum(MEASURES).check(z.describe('of the children')),
    children: listOf(
      z.object({
        ...child,
        years: listOf(
          z.object({
            year: z.int(),
            value: z
              .nullable(z.number())
              .check(z.describe('a count, or a rate; null where there is none, or cases are too few')),
            part: z.nullable(count).check(z.describe('what a rate stands on, however few')),
            whole: z.nullable(count),
          }),
        ),
      }),
    ),
    litigation: listOf(
      z.object({
        year: z.int(),
        reconsideration: cases,
        direct: cases,
        afterReconsideration: cases,
      }),
    ),
    annotations: listOf(
      z.object({
        year: z.int().check(z.describe('the first year of which it holds')),
        text,
        source: text,
        concerns: listOf(z.string()).check(
          z.describe('measures, and litigation, disputes: what else it changed the meaning of'),
        ),
      }),
    ).check(
      z.describe(
        'what changed the meaning of litigation, of the children’s measure or of applications received',
      ),
    ),
    perInhabitants: listOf(
      z.object({
        region: z.string(),
        name: z.string(),
        dataset,
        accepted: z.nullable(count).check(z.describe('reports in force, of as many as are expected')),
        expected: z.nullable(count),
        received: cases,
        inhabitants: count,
        source: z.string(),
        perTenThousand: z
          .nullable(z.number())
          .check(z.describe('applications received; null where there are fewer than 30')),
      }),
    ).check(z.describe('the region and those right below it, where inhabitants of the year are loaded')),
    map: z
      .optional(
        z.object({
          approvalNumber: z.string().check(z.describe('审图号, printed wherever the map is')),
          regions: listOf(z.string()).check(z.describe('codes of the outlines')),
        }),
      )
      .check(z.describe('of the regions right below, where an operator has loaded one')),
    concentration: z.object({
      are: z
        .enum(['agencies', 'children'])
        .check(z.describe('every agency within; of a region that too many lie within, its children')),
      silent: count.check(z.describe('those without a report in force')),
      total: count,
      half: z.nullable(count).check(z.describe('the fewest that together received at least half')),
      halfCases: z.nullable(count),
      carriers: listOf(z.object({ id: z.string(), name: z.string(), dataset, received: count })).check(
        z.describe('those with a report in force, the largest first'),
      ),
    }),
    workloads: listOf(
      z.object({
        ...child,
        toHandle: count.check(z.describe('received and carried in')),
        ended: count.check(z.describe('reconsiderations')),
        corrected: count,
        rate,
      }),
    ),
    reasons: listOf(
      named(
        'ReasonYear',
        z.object({
          outcome: z.enum(REASONED_OUTCOMES),
          reason: z.string().check(z.describe('named as in the report')),
          year: z.int(),
          cases: z.nullable(count).check(z.describe('null where no report is in force')),
          whole: z.nullable(count).check(z.describe('cases of the outcome with any reason')),
          share: rate,
        }),
      ),
    ),
    asOf: z.optional(z.iso.datetime()).check(z.describe('the instant asked for by asOf')),
  }),
);
export type FiguresAnswer = z.infer<typeof figuresSchema>;
