/** An agency's year in the table: figures as one text, everything else as the domain has it. */
import * as z from 'zod/mini';
import { readPlace } from '../../domain/basics/place.ts';
import type { AgencyYear } from '../../domain/standing/agency-year-record.ts';
import type { LegibleAgencyYear } from '../../domain/standing/damaged-record.ts';
import { findingSchema, instantSchema } from '../bucket/receipt.ts';
import { keptActsSchema, officeSchema, readKeptActs, storeKeptActs, storeOffice } from './stored-office.ts';
import { createCodec, type RawItem } from './codec.ts';
import {
  agencySchema,
  explanationsSchema,
  filedShape,
  outcomeSchema,
  setDatesShape,
} from './common-schemas.ts';
import { keptReportShape, storeReport } from './kept-report.ts';
import { makeAgencyYearKey } from './keys.ts';
import { publicationSchema, sourceCheckSchema } from './publication-codecs.ts';
import { fromStoredFigures } from './stored-figures.ts';
import { fromStoredFilings, storedFilingsSchema, toStoredFilings } from './stored-filings.ts';
import { storedDoubtsSchema } from './stored-marks.ts';

const neighboursSchema = z.array(z.looseObject({ district: z.string(), agencyId: z.string() }));
const enrolmentShape = {
  agency: agencySchema,
  obliged: z.boolean(),
  isAway: z.optional(z.literal(true)),
  ...setDatesShape,
  opensWith: z.optional(neighboursSchema),
  since: instantSchema,
};
const enrolmentSchema = z.looseObject(enrolmentShape);
const beforeSchema = z.optional(z.array(enrolmentSchema));
const keptPublicationShape = {
  publication: z.optional(publicationSchema),
  sourceCheck: z.optional(sourceCheckSchema),
};
const keptExplanationsSchema = z.optional(explanationsSchema);
const rulesSchema = z.optional(
  z.looseObject({
    fired: z.array(z.string()),
    open: z.array(z.string()),
    explained: z.array(z.string()),
  }),
);

const storedSchema = z.looseObject({
  revision: z.number(),
  district: z.string(),
  year: z.number(),
  ...enrolmentShape,
  before: beforeSchema,
  handsTo: z.optional(neighboursSchema),
  inForce: z.optional(
    z.looseObject({
      ...keptReportShape,
      ...filedShape,
      sha256: z.string(),
      content: z.optional(z.string()),
      repeated: z.optional(z.looseObject(filedShape)),
      textSince: z.optional(z.looseObject({ ...filedShape, sha256: z.string() })),
      openWarnings: z.number(),
      openContextual: z.optional(z.array(findingSchema)),
      doubts: z.optional(storedDoubtsSchema),
    }),
  ),
  latest: z.optional(
    z.looseObject({ ...filedShape, outcome: outcomeSchema, errors: z.number(), rules: z.array(z.string()) }),
  ),
  firstAccepted: z.optional(z.looseObject({ order: z.string(), receivedAt: instantSchema })),
  received: z.optional(storedFilingsSchema),
  ...keptPublicationShape,
  acts: z.optional(keptActsSchema),
  office: z.optional(officeSchema),
  explanations: keptExplanationsSchema,
  rules: rulesSchema,
});

export const agencyYearCodec = createCodec<z.infer<typeof storedSchema>, AgencyYear>({
  schema: storedSchema,
  decode: ({ inForce, acts, received, ...rest }) => ({
    ...rest,
    ...(received !== undefined && { received: fromStoredFilings(received) }),
    ...readKeptActs(acts),
    ...(inForce && { inForce: { ...inForce, figures: fromStoredFigures(rest.year, inForce.figures) } }),
  }),
  encode: ({ inForce, acts, newerActs, office, received, ...rest }) => ({
    ...makeAgencyYearKey(readPlace(rest)),
    ...rest,
    ...(received && { received: toStoredFilings(received) }),
    ...storeKeptActs({ acts, newerActs }),
    ...(office && { office: storeOffice(office) }),
    ...(inForce && { inForce: storeReport(inForce) }),
  }),
});

export function readLegible(raw: RawItem): LegibleAgencyYear {
  const read = <Value>(schema: z.ZodMiniType<Value>, name: string): Value | undefined => {
    const parsed = schema.safeParse(raw[name]);
    return parsed.success ? parsed.data : undefined;
  };
  const { agency, obliged, isAway, extension, internal, opensWith, since } = raw;
  const enrolment = enrolmentSchema.safeParse({
    agency,
    obliged,
    isAway,
    extension,
    internal,
    opensWith,
    since,
  });
  return {
    ...(enrolment.success && { enrolment: enrolment.data }),
    before: read(beforeSchema, 'before'),
    explanations: read(keptExplanationsSchema, 'explanations'),
    rules: read(rulesSchema, 'rules'),
    newerActs: readKeptActs(read(keptActsSchema, 'acts')).newerActs,
  };
}
