/** A submission in the table. Its figures are read when they are asked for: a history holds thousands of them. */
import * as z from 'zod/mini';
import { chooseEdition } from '../../domain/form/catalogue.ts';
import type { KeptReport } from '../../domain/standing/agency-year-record.ts';
import type { Submission, SubmissionHead } from '../../domain/standing/submission.ts';
import { CorruptItemError } from '../../errors.ts';
import { findingSchema, instantSchema, sameAsSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { explanationsSchema, filedShape, outcomeSchema } from './common-schemas.ts';
import { keptReportSchema, storeReport } from './kept-report.ts';
import { parseItemKey, makeSubmissionKey, makeUnplacedKey } from './keys.ts';
import { actorSchema } from './stored-actor.ts';
import { laterFigures } from './stored-figures.ts';

const headShape = {
  ...filedShape,
  outcome: outcomeSchema,
  /** Null for an object too large to be read. */
  sha256: z.nullable(z.string()),
  content: z.optional(z.string()),
};

const storedSchema = z.looseObject({
  ...headShape,
  key: z.string(),
  sizeBytes: z.number(),
  processedAt: instantSchema,
  findings: z.array(findingSchema),
  contextualFindings: z.array(findingSchema),
  findingCount: z.number(),
  errorCount: z.number(),
  rules: z.array(z.string()),
  explanationCount: z.number(),
  accepted: z.optional(keptReportSchema),
  stated: z.optional(keptReportSchema),
  explanations: z.optional(explanationsSchema),
  redacted: z.optional(
    z.looseObject({ at: instantSchema, by: z.string(), reason: z.string(), sha256: z.string() }),
  ),
  sameAs: z.optional(sameAsSchema),
  by: z.optional(actorSchema),
});

export const submissionCodec = createCodec<z.infer<typeof storedSchema>, Submission>({
  schema: storedSchema,
  decode({ accepted, stated, ...rest }, key) {
    const named = parseItemKey(key);
    if (named.kind !== 'submission') throw new CorruptItemError('its key is not that of a submission');
    const { place } = named;
    const read = (report: z.infer<typeof keptReportSchema>): KeptReport => {
      if (place === 'unplaced') throw new CorruptItemError('it has figures, and no year');
      return { ...report, figures: laterFigures(chooseEdition(place.year), report.figures) };
    };
    return {
      ...rest,
      place,
      ...(accepted && { accepted: read(accepted) }),
      ...(stated && { stated: read(stated) }),
    };
  },
  encode: ({ place, accepted, stated, ...rest }) => ({
    ...(place === 'unplaced'
      ? makeUnplacedKey(rest.key, rest.submissionId)
      : makeSubmissionKey(place, rest.submissionId)),
    ...rest,
    ...(accepted && { accepted: storeReport(accepted) }),
    ...(stated && { stated: storeReport(stated) }),
  }),
});

const headSchema = z.looseObject(headShape);
export const HEAD_ATTRIBUTES: readonly string[] = ['v', ...Object.keys(headShape)];
export const submissionHeadCodec: { readonly decode: ReturnType<typeof createHeadCodec>['decode'] } =
  createHeadCodec();

function createHeadCodec() {
  return createCodec<z.infer<typeof headSchema>, SubmissionHead>({
    schema: headSchema,
    decode: (stored) => stored,
    encode: () => {
      throw new TypeError('a head is a part of a submission, and never written alone');
    },
  });
}
