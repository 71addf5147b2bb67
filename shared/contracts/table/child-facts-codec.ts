/**
 * Facts of a region's children in the table, in a partition of their own (`facts#<region>#<year>`). They follow from the
 * children: written when the region is added up, compared with them by reconciliation, which also finds them missing.
 */
import * as z from 'zod/mini';
import { chooseEdition } from '../../domain/form/catalogue.ts';
import type { Figures } from '../../domain/form/figures.ts';
import { listMainFigures, restoreMainFigures } from '../../domain/form/main-figures.ts';
import type { AgencyYearFacts, RegionYearFacts } from '../../domain/standing/child-facts.ts';
import type { ChildMoves } from '../../domain/standing/child-moves.ts';
import type { Filed } from '../../domain/standing/standing.ts';
import { CorruptItemError } from '../../errors.ts';
import { findingSchema, instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { agencyShape, isoDaySchema, outcomeSchema } from './common-schemas.ts';
import { makeAgencyFactsKey, makeRegionFactsKey, makeWholeFactsKey, parseItemKey } from './keys.ts';
import { reportCountsSchema } from './region-year-codec.ts';

/** Main figures as one text, `12,0,3,…`: a list of numbers takes three times the room. */
const mainSchema = z.string().check(z.regex(/^-?\d+(,-?\d+)*$/));
const storeMain = (figures: Figures): string => listMainFigures(figures).join();

function readMain(year: number, stored: string): Figures {
  const figures = restoreMainFigures(chooseEdition(year), stored.split(',').map(Number));
  if (!figures) throw new CorruptItemError('its main figures are not those of its edition');
  return figures;
}

/** What the key says, and what the report in force says once more, is not stored: lists read hundreds of these. */
const agencySchema = z.looseObject({
  revision: z.number(),
  agency: z.looseObject({
    name: agencyShape.name,
    formerNames: agencyShape.formerNames,
    kind: agencyShape.kind,
    dataset: agencyShape.dataset,
    mail: agencyShape.mail,
  }),
  obliged: z.boolean(),
  extension: z.optional(z.looseObject({ until: isoDaySchema, reason: z.string() })),
  since: instantSchema,
  /** How often roster or calendar said something else before. */
  before: z.optional(z.number()),
  /** How many agencies it goes on from. */
  opensWith: z.optional(z.number()),
  inForce: z.optional(
    z.looseObject({
      submissionId: z.string(),
      order: z.string(),
      receivedAt: instantSchema,
      nil: z.boolean(),
      openWarnings: z.number(),
      openContextual: z.optional(z.array(findingSchema)),
      main: mainSchema,
    }),
  ),
  /** Left out where it is the one in force. */
  latest: z.optional(
    z.looseObject({
      submissionId: z.string(),
      receivedAt: instantSchema,
      outcome: outcomeSchema,
      errors: z.number(),
    }),
  ),
  /** Left out where it is the one in force. */
  firstAccepted: z.optional(z.looseObject({ order: z.string(), receivedAt: instantSchema })),
  open: z.optional(z.array(z.string())),
  damaged: z.optional(z.literal(true)),
});

const countOf = (list: readonly unknown[] | undefined): number | undefined =>
  list && list.length > 0 ? list.length : undefined;
const listOf = (count: number | undefined): { readonly length: number }[] | undefined =>
  count === undefined ? undefined : Array.from({ length: count }, () => ({ length: 0 }));

const pickFiled = ({ submissionId, receivedAt }: Pick<Filed, 'submissionId' | 'receivedAt'>) => ({
  submissionId,
  receivedAt,
});

export const agencyFactsCodec = createCodec<z.infer<typeof agencySchema>, AgencyYearFacts>({
  schema: agencySchema,
  decode({ agency, before, opensWith, inForce, latest, firstAccepted, open, ...rest }, key) {
    const named = parseItemKey(key);
    if (named.kind !== 'agency-year') throw new CorruptItemError('its key is not that of an agency');
    const { place } = named;
    return {
      ...rest,
      district: place.district,
      year: place.year,
      agency: { ...agency, id: place.agencyId },
      before: listOf(before),
      opensWith: listOf(opensWith),
      ...(inForce && { inForce: { ...inForce, figures: readMain(place.year, inForce.main) } }),
      latest: latest ?? (inForce && { ...pickFiled(inForce), outcome: 'accepted', errors: 0 }),
      firstAccepted: firstAccepted ?? (inForce && { order: inForce.order, receivedAt: inForce.receivedAt }),
      ...(open && { rules: { open } }),
    };
  },
  encode({ revision, district, year, agency, obliged, extension, since, before, opensWith, ...filed }) {
    const { inForce, latest, firstAccepted, rules } = filed;
    const { id, name, formerNames, kind, dataset, mail } = agency;
    return {
      ...makeAgencyFactsKey({ district, agencyId: id, year }),
      revision,
      agency: { name, formerNames, kind, dataset, mail },
      obliged,
      extension,
      since,
      before: countOf(before),
      opensWith: countOf(opensWith),
      inForce: inForce && {
        submissionId: inForce.submissionId,
        order: inForce.order,
        receivedAt: inForce.receivedAt,
        nil: inForce.nil,
        openWarnings: inForce.openWarnings,
        openContextual: inForce.openContextual,
        main: storeMain(inForce.figures),
      },
      latest:
        latest && latest.submissionId !== inForce?.submissionId
          ? { ...pickFiled(latest), outcome: latest.outcome, errors: latest.errors }
          : undefined,
      firstAccepted:
        firstAccepted && firstAccepted.order !== inForce?.order
          ? { order: firstAccepted.order, receivedAt: firstAccepted.receivedAt }
          : undefined,
      open: rules && rules.open.length > 0 ? rules.open : undefined,
    };
  },
});

const regionSchema = z.looseObject({
  revision: z.number(),
  code: z.string(),
  name: z.string(),
  year: z.number(),
  reports: reportCountsSchema,
  consolidated: z.optional(z.array(z.string())),
  main: mainSchema,
  damaged: z.optional(z.literal(true)),
});
export const regionFactsCodec = createCodec<z.infer<typeof regionSchema>, RegionYearFacts>({
  schema: regionSchema,
  decode: ({ main, ...rest }) => ({ ...rest, figures: readMain(rest.year, main) }),
  encode: ({ revision, code, name, year, reports, consolidated, figures }) => ({
    ...makeRegionFactsKey(code, year),
    revision,
    code,
    name,
    year,
    reports,
    consolidated,
    main: storeMain(figures),
  }),
});

const movesShape = {
  filed: z.optional(instantSchema),
  changed: z.optional(instantSchema),
  first: z.optional(instantSchema),
  said: z.optional(instantSchema),
};
const wholeSchema = z.looseObject({ region: z.string(), year: z.number(), ...movesShape });

interface WholeFacts {
  readonly region: string;
  readonly year: number;
  /** Of its own agencies. */
  readonly moves: ChildMoves;
}

/** Says that facts of all children are kept. */
export const wholeFactsCodec = createCodec<z.infer<typeof wholeSchema>, WholeFacts>({
  schema: wholeSchema,
  decode: ({ region, year, filed, changed, first, said }) => ({
    region,
    year,
    moves: { filed, changed, first, said },
  }),
  encode: ({ region, year, moves }) => ({ ...makeWholeFactsKey(region, year), region, year, ...moves }),
});
