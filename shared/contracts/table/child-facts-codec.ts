/**
 * Facts of a region's children in the table, in a partition of their own (`facts#<region>#<year>`). They follow from the
 * children: written when the region is added up, compared with them by reconciliation, which also finds them missing.
 */
import * as z from 'zod/mini';
import { chooseEdition } from '../../domain/form/catalogue.ts';
import type { Figures } from '../../domain/form/figures.ts';
import { listMainFigures, restoreMainFigures } from '../../domain/form/main-figures.ts';
import { isAnyStated, takeFees } from '../../domain/form/processing-fees.ts';
import type { ProcessingFee } from '../../domain/form/report.ts';
import { withoutContact } from '../../domain/roster/contact.ts';
import type { AgencyYearFacts, RegionYearFacts } from '../../domain/standing/child-facts.ts';
import type { ChildMoves } from '../../domain/standing/child-moves.ts';
import { listGivenInForce } from '../../domain/standing/explanations.ts';
import { findPublication } from '../../domain/standing/publication.ts';
import { pickCheck, SOURCE_STATES } from '../../domain/standing/source-check.ts';
import type { Filed } from '../../domain/standing/filed.ts';
import { CorruptItemError } from '../../errors.ts';
import { findingSchema, instantSchema } from '../bucket/receipt.ts';
import { officeSchema, storeOffice } from './stored-office.ts';
import { createCodec } from './codec.ts';
import { agencyShape, isoDaySchema, outcomeSchema, setDatesShape } from './common-schemas.ts';
import { makeAgencyFactsKey, makeRegionFactsKey, makeWholeFactsKey, parseItemKey } from './keys.ts';
import { reportCountsSchema } from './region-year-codec.ts';
import { fromStoredFees, storedFeeSchema, storedFeesSchema, toStoredFees } from './stored-fees.ts';
import { storedMarksSchema, storeMarks } from './stored-marks.ts';

/** Main figures as one text, `12,0,3,…`: a list of numbers takes three times the room. */
const mainSchema = z.string().check(z.regex(/^-?\d+(,-?\d+)*$/));
const storeMain = (figures: Figures): string => listMainFigures(figures).join();

function readMain(year: number, stored: string): Figures {
  const figures = restoreMainFigures(chooseEdition(year), stored.split(',').map(Number));
  if (!figures) throw new CorruptItemError('its main figures are not those of its edition');
  return figures;
}

/** The facts are one text: as maps of maps DynamoDB's wire format takes three times as long to read. */
const itemSchema = z.looseObject({
  revision: z.number(),
  facts: z.string(),
  damaged: z.optional(z.literal(true)),
});
type FactsItem = z.infer<typeof itemSchema>;

function readFacts<Facts>(schema: z.ZodMiniType<Facts>, { facts }: FactsItem): Facts {
  const parsed = schema.safeParse(parseJson(facts));
  if (!parsed.success)
    throw new CorruptItemError(
      `its facts do not fit their schema at ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
    );
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CorruptItemError('its facts are no JSON', { cause: error });
  }
}

/** Keys are sorted so that equal facts are equal texts: items come with their attributes in any order. */
const writeFacts = (facts: object): string =>
  JSON.stringify(facts, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/** What the key says, and what the report in force says once more, is not stored: lists read hundreds of these. */
const agencySchema = z.looseObject({
  agency: z.looseObject({
    name: agencyShape.name,
    formerNames: agencyShape.formerNames,
    kind: agencyShape.kind,
    dataset: agencyShape.dataset,
    function: agencyShape.function,
  }),
  obliged: z.boolean(),
  isAway: z.optional(z.literal(true)),
  ...setDatesShape,
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
      publishedOn: z.optional(isoDaySchema),
      openWarnings: z.number(),
      openContextual: z.optional(z.array(findingSchema)),
      main: mainSchema,
      processingFee: z.optional(storedFeeSchema),
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
  publication: z.optional(z.looseObject({ receivedAt: instantSchema, publishedOn: isoDaySchema })),
  sourceCheck: z.optional(z.looseObject({ checkedAt: instantSchema, state: z.enum(SOURCE_STATES) })),
  office: z.optional(officeSchema),
  open: z.optional(z.array(z.string())),
  /** The rule of each explanation that the report in force gives, and that explains something. */
  explained: z.optional(z.array(z.string())),
});

const isStated = (fee: ProcessingFee | undefined): boolean => isAnyStated(takeFees(fee));

const countOf = (list: readonly unknown[] | undefined): number | undefined =>
  list && list.length > 0 ? list.length : undefined;
const listOf = (count: number | undefined): { readonly length: number }[] | undefined =>
  count === undefined ? undefined : Array.from({ length: count }, () => ({ length: 0 }));

const pickFiled = ({ submissionId, receivedAt }: Pick<Filed, 'submissionId' | 'receivedAt'>) => ({
  submissionId,
  receivedAt,
});

const givenBy = ({ order }: { readonly order: string }, rule: string) => ({ rule, since: order, order });

export const agencyFactsCodec = createCodec<FactsItem, AgencyYearFacts>({
  schema: itemSchema,
  decode(item, key) {
    const { agency, before, opensWith, inForce, latest, firstAccepted, open, explained, ...rest } = readFacts(
      agencySchema,
      item,
    );
    const named = parseItemKey(key);
    if (named.kind !== 'agency-year') throw new CorruptItemError('its key is not that of an agency');
    const { place } = named;
    return {
      ...rest,
      revision: item.revision,
      damaged: item.damaged,
      district: place.district,
      year: place.year,
      // An earlier version kept an address there.
      agency: { ...withoutContact(agency), id: place.agencyId },
      before: listOf(before),
      opensWith: listOf(opensWith),
      ...(inForce && { inForce: { ...inForce, figures: readMain(place.year, inForce.main) } }),
      latest: latest ?? (inForce && { ...pickFiled(inForce), outcome: 'accepted', errors: 0 }),
      firstAccepted: firstAccepted ?? (inForce && { order: inForce.order, receivedAt: inForce.receivedAt }),
      ...((open ?? explained) && { rules: { open: open ?? [], ...(explained && { explained }) } }),
      ...(explained && inForce && { explanations: explained.map((rule) => givenBy(inForce, rule)) }),
    };
  },
  encode({
    revision,
    district,
    year,
    agency,
    obliged,
    isAway,
    extension,
    internal,
    since,
    before,
    opensWith,
    ...filed
  }) {
    const { inForce, latest, firstAccepted, publication, sourceCheck, office, rules } = filed;
    const explained = listGivenInForce(filed).map(({ rule }) => rule);
    const check = pickCheck(sourceCheck, findPublication({ inForce, publication })?.sourceUrl);
    const { id, name, formerNames, kind, dataset, function: functionId } = agency;
    return {
      ...makeAgencyFactsKey({ district, agencyId: id, year }),
      revision,
      facts: writeFacts({
        agency: { name, formerNames, kind, dataset, function: functionId },
        obliged,
        isAway,
        extension,
        internal,
        since,
        before: countOf(before),
        opensWith: countOf(opensWith),
        inForce: inForce && {
          submissionId: inForce.submissionId,
          order: inForce.order,
          receivedAt: inForce.receivedAt,
          nil: inForce.nil,
          publishedOn: inForce.publishedOn,
          openWarnings: inForce.openWarnings,
          openContextual: inForce.openContextual,
          main: storeMain(inForce.figures),
          processingFee: isStated(inForce.processingFee) ? inForce.processingFee : undefined,
        },
        latest:
          latest && latest.submissionId !== inForce?.submissionId
            ? { ...pickFiled(latest), outcome: latest.outcome, errors: latest.errors }
            : undefined,
        firstAccepted:
          firstAccepted && firstAccepted.order !== inForce?.order
            ? { order: firstAccepted.order, receivedAt: firstAccepted.receivedAt }
            : undefined,
        publication: publication && {
          receivedAt: publication.receivedAt,
          publishedOn: publication.publishedOn,
        },
        sourceCheck: check && { checkedAt: check.checkedAt, state: check.state },
        office: office && storeOffice(office),
        open: rules && rules.open.length > 0 ? rules.open : undefined,
        explained: explained.length > 0 ? explained : undefined,
      }),
    };
  },
});

const regionSchema = z.looseObject({
  name: z.string(),
  reports: reportCountsSchema,
  consolidated: z.optional(z.array(z.string())),
  marks: z.optional(storedMarksSchema),
  main: mainSchema,
  fees: z.optional(storedFeesSchema),
});
export const regionFactsCodec = createCodec<FactsItem, RegionYearFacts>({
  schema: itemSchema,
  decode(item, key) {
    const { main, marks = [], fees, ...rest } = readFacts(regionSchema, item);
    const named = parseItemKey(key);
    if (named.kind !== 'region-year') throw new CorruptItemError('its key is not that of a region');
    const { code, year } = named;
    const { revision, damaged } = item;
    return {
      ...rest,
      marks,
      revision,
      damaged,
      code,
      year,
      figures: readMain(year, main),
      fees: fromStoredFees(fees),
    };
  },
  encode: ({ revision, code, name, year, reports, consolidated, figures, fees, marks }) => ({
    ...makeRegionFactsKey(code, year),
    revision,
    facts: writeFacts({
      name,
      reports,
      consolidated,
      marks: storeMarks(marks),
      main: storeMain(figures),
      fees: toStoredFees(fees),
    }),
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
  /** When something last came of the region's own agencies. */
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
