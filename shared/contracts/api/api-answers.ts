/**
 * What the API answers, described once: the handlers' answers have these types, tests parse every answer with them, and
 * the OpenAPI document is drawn from them. Stable: fields may be added, none changed or taken away.
 */
import { datasetSchema } from '../dataset-schema.ts';
import * as z from 'zod/mini';
import { AGENCY_KINDS } from '../../domain/basics/calendar.ts';
import { CATALOGUES, EDITIONS, type Cell, type Edition } from '../../domain/form/catalogue.ts';
import { CHANGE_NAMES, LIST_NAMES } from '../../domain/compliance/compliance.ts';
import { MEASURES } from '../../domain/form/measures.ts';
import { DATE_BASES } from '../../domain/compliance/dates-in-force.ts';
import type { NestedFigures } from '../../domain/form/figures.ts';
import { MARK_KINDS } from '../../domain/standing/acts/office-standing.ts';
import { PUBLICATION_STATES } from '../../domain/standing/publication.ts';
import { SOURCE_FAULTS, SOURCE_STATES } from '../../domain/standing/source-check.ts';
import { SEVERITIES } from '../../domain/findings/finding.ts';
import { DECIDED_BY, SLIPS } from '../../domain/findings/suspect.ts';
import { connectionSchema } from './connection.ts';
import { loginSchema, uploadCredentialsSchema } from './program-answers.ts';

/** The schemas that have a name of their own in the OpenAPI document. */
export const apiSchemas = z.registry<{ readonly id: string }>();
function named<Schema extends z.ZodMiniType>(id: string, schema: Schema): Schema {
  apiSchemas.add(schema, { id });
  return schema;
}

const listOf = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item));

const instant = z.iso.datetime();
const day = z.iso.date();
const code = z.string().check(z.describe('GB/T 2260'));
const count = z.int().check(z.minimum(0));
const kind = z.enum(AGENCY_KINDS);
const nameInYear = z
  .optional(z.string())
  .check(z.describe('the name that it bore in the year, where that was another'));
const edition = z.enum(EDITIONS);
const sha256 = z
  .nullable(z.string())
  .check(z.describe('of the exact bytes, in hex; null for an object too large to be read'));
const asOf = z.optional(instant).check(z.describe('the instant asked for by asOf'));

const number = ({ column: { kind: cell } }: Cell): z.ZodMiniType<number> =>
  cell === 'count' || cell === 'change' ? z.int() : z.number();

interface Fields {
  [key: string]: z.ZodMiniType<number> | Fields;
}
const objectOf = (fields: Fields): z.ZodMiniType<NestedFigures> =>
  z.object(
    Object.fromEntries(
      Object.entries(fields).map(([key, inner]): [string, z.ZodMiniType<number | NestedFigures>] => [
        key,
        inner instanceof z.ZodMiniType ? inner : objectOf(inner),
      ]),
    ),
  );

function figuresOf(of: Edition): z.ZodMiniType<NestedFigures> {
  const root: Fields = {};
  for (const cell of CATALOGUES[of].cells) {
    const path = cell.path.slice(1).split('/');
    let node = root;
    for (const key of path.slice(0, -1)) {
      const next = (node[key] ??= {});
      if (next instanceof z.ZodMiniType) throw new TypeError(`${cell.path} lies below a cell`);
      node = next;
    }
    node[path.at(-1) ?? ''] = number(cell);
  }
  return objectOf(root);
}

const figures = named(
  'Figures',
  z
    .union(
      EDITIONS.map((of) =>
        named(
          `Figures${of}`,
          figuresOf(of).check(z.describe(`tables 2 to 4 of the form, edition ${of}; yuan as in the form`)),
        ),
      ),
    )
    .check(z.describe('nested as in the report')),
);
const figuresOrNull = z
  .nullable(figures)
  .check(z.describe('null where no report is in force: nothing reported is not zero'));

const change = z.object({ path: z.string(), found: z.number(), value: z.number() });
const repair = named(
  'Repair',
  z.object({
    ...change.shape,
    slip: z.enum(SLIPS).check(z.describe('what kind of slip it looks like')),
    clears: count.check(z.describe('how many findings it clears')),
    decidedBy: z
      .optional(z.enum(DECIDED_BY))
      .check(z.describe('what told it from others that explain the sums as well')),
    changes: listOf(change).check(z.describe('every cell that it changes')),
  }),
);
const suspect = named(
  'Suspect',
  z.union([
    repair,
    z.object({
      candidates: listOf(repair),
      more: z.optional(count).check(z.describe('further candidates, left out')),
    }),
  ]),
);
const stated = z.union([z.number(), z.string(), z.null()]);
const text = named('Text', z.object({ zh: z.string(), en: z.string() }));
const severity = z.enum(SEVERITIES);
const outcome = z.enum(['accepted', 'returned']);
const notCompared = z
  .optional(text)
  .check(
    z.describe('where the S rules kept it from being compared with last year’s report, all of it or in part'),
  );
const sameAs = z
  .optional(z.object({ submissionId: z.string(), receivedAt: instant, outcome, message: text }))
  .check(
    z.describe(
      'what it says once more, however it is written: the report in force when it was received, what the office has returned before or, of a returned one, what was returned last; nothing is corrected by it',
    ),
  );

const findingFields = {
  rule: z.string().check(z.describe('see /api/v1/rules')),
  severity,
  path: z.string().check(z.describe('JSON Pointer in the document')),
  found: stated,
  expected: stated,
  message: text,
  suspect: z
    .optional(suspect)
    .check(z.describe('the cell that is most likely wrong, with what it should hold')),
  passage: z
    .optional(z.object({ path: z.string(), start: count, end: count }))
    .check(z.describe('where in a text it is')),
};
const finding = named('Finding', z.object(findingFields));
const explainedFinding = named(
  'ExplainedFinding',
  z.object({
    ...findingFields,
    explanation: z.optional(
      z.object({
        text: z.string(),
        receivedAt: z.optional(instant),
        holds: z.boolean().check(z.describe('false where what the warning reads has changed since')),
      }),
    ),
  }),
);

const reports = named(
  'Reports',
  z
    .object({
      expected: count,
      accepted: count.check(z.describe('in force, flagged ones included')),
      flagged: count,
      returned: count,
      missing: count,
      late: count,
    })
    .check(z.describe('numbers of agencies')),
);
const region = named(
  'Region',
  z.object({
    code,
    name: z.string(),
    level: z.enum(['nation', 'province', 'prefecture', 'county']),
    from: z.optional(z.int()).check(z.describe('the first report year of the code, where it has one')),
    to: z.optional(z.int()).check(z.describe('the last report year of the code, where it has one')),
    predecessors: z.optional(listOf(code)),
    successors: z.optional(listOf(code)),
  }),
);
const state = z.enum(['not-obliged', 'missing', 'returned', 'flagged', 'accepted']);
const published = {
  state: z
    .enum(PUBLICATION_STATES)
    .check(z.describe('in time, or late, by the deadline of the report; not-stated where no day is')),
  late: count.check(z.describe('days after the deadline')),
  publishedOn: z.nullable(day),
};
const source = z
  .nullable(z.enum(SOURCE_STATES))
  .check(z.describe('what was found last at the address; null where nobody has looked'));
const publicationInList = z
  .optional(z.nullable(named('PublicationInList', z.object({ ...published, source }))))
  .check(z.describe('null where there is nothing to publish'));
const sourceCheck = z
  .nullable(
    named(
      'SourceCheck',
      z.object({
        checkedAt: instant,
        state: z.enum(SOURCE_STATES),
        fault: z.optional(z.enum(SOURCE_FAULTS)),
        status: z.optional(z.int()).check(z.describe('what the site answered')),
        movedTo: z.optional(z.string()),
        comparison: z
          .object({
            kind: z.enum(['not-compared', 'agrees', 'differs']),
            cells: z.optional(count).check(z.describe('how many differ')),
          })
          .check(z.describe('the table of the page with that of the report in force')),
      }),
    ),
  )
  .check(z.describe('what was found there when it was new; null where nobody has looked'));
const publicationFields = { ...published, sourceUrl: z.nullable(z.string()), check: sourceCheck };
const publication = named('Publication', z.object(publicationFields));
const lateDays = count.check(z.describe('days; 0 where on time'));
/** All three, where an office has set an internal date. */
const internalFields = {
  internalDeadline: z
    .optional(day)
    .check(z.describe('an earlier day that an office has set; lateness is told by the deadline')),
  internalReason: z.optional(z.string()),
  afterInternal: z
    .optional(count)
    .check(z.describe('days after the internal date, within the deadline: not late')),
};

const placesToCorrect = z
  .optional(listOf(z.string()))
  .check(z.describe('JSON Pointers of the places to correct, where the office names any'));
const officeMark = named(
  'OfficeMark',
  z.object({
    kind: z.enum(['returned', ...MARK_KINDS]),
    at: instant,
    reason: z.optional(z.string()),
    until: z.optional(day).check(z.describe('the last day for the correction')),
    paths: placesToCorrect,
  }),
);
const marksOfOffice = z
  .optional(listOf(officeMark))
  .check(
    z.describe(
      'what the office says of the report in force, beside its state; returned: of a newer version, which the office has put out of force',
    ),
  );
/** Left out where the office has done nothing. */
const officeFields = {
  by: z.optional(z.literal('office')).check(z.describe('of state returned: the office returned it')),
  returnedAt: z.optional(instant).check(z.describe('when the office returned it')),
  reason: z.optional(z.string()).check(z.describe('why the office returned it')),
  until: z.optional(day).check(z.describe('the last day for the correction')),
  paths: placesToCorrect,
  unchangedSinceReturn: z
    .optional(z.object({ at: instant, reason: z.string(), until: day, paths: placesToCorrect }))
    .check(
      z.describe(
        'the report in force says what the office returned then, unchanged, and was not confirmed since',
      ),
    ),
  marks: marksOfOffice,
};

const feeStated = z
  .optional(
    z.object({
      notices: z.optional(count),
      noticedCny: z.optional(z.number()),
      collectedCny: z.optional(z.number()),
    }),
  )
  .check(z.describe('信息处理费 as the report in force states it; left out where it states none'));
const feeSum = z.object({
  sum: z.nullable(z.number()).check(z.describe('null where nobody states it')),
  stated: count.check(z.describe('reports that state it')),
});
const fees = z
  .nullable(named('ProcessingFees', z.object({ notices: feeSum, noticedCny: feeSum, collectedCny: feeSum })))
  .check(
    z.describe(
      '信息处理费 as reports state it, added up; null where no report is in force, and of edition 2019',
    ),
  );

const agencyChild = named(
  'AgencyChild',
  z.object({
    kind: z.literal('agency'),
    id: z.string(),
    name: z.string(),
    nameInYear,
    agencyKind: kind,
    dataset: z.optional(datasetSchema).check(z.describe('of demonstration data and published reports')),
    state,
    late: lateDays,
    publication: publicationInList,
    ...internalFields,
    ...officeFields,
    figures: figuresOrNull,
    processingFee: feeStated,
  }),
);
const marked = z
  .optional(
    listOf(
      named(
        'MarkedTotal',
        z.object({
          path: z.string().check(z.describe('JSON Pointer of the cell')),
          agency: z.object({ id: z.string(), name: z.string() }),
          figure: z.number().check(z.describe('what it states, in the cell’s unit')),
          previous: z.number().check(z.describe('what it stated for the year before')),
        }),
      ),
    ),
  )
  .check(
    z.describe(
      'flagged figures (rules Q5, Y4), neither explained nor corrected, that make more than half of the change of a total: check it before you use it; left out where there is none',
    ),
  );

const regionChild = named(
  'RegionChild',
  z.object({
    kind: z.literal('region'),
    id: code,
    name: z.string(),
    state: z.null(),
    late: z.null(),
    reports,
    synthetic: count.check(z.describe('agencies whose figures are demonstration data')),
    figures: figuresOrNull,
    marked,
    processingFee: fees,
  }),
);
const page = named(
  'Page',
  z.object({
    total: count,
    limit: count,
    next: z.nullable(z.string()).check(z.describe('cursor of the next page; null on the last one')),
  }),
);
export type Page = z.infer<typeof page>;

const yearFields = {
  year: z.int(),
  edition,
  reports,
  synthetic: count.check(z.describe('agencies whose figures are demonstration data')),
  figures: figuresOrNull,
  marked,
  processingFee: fees,
};
export const regionYearSchema = named(
  'RegionYear',
  z.object({
    region,
    ...yearFields,
    children: listOf(z.union([regionChild, agencyChild])).check(
      z.describe('regions by their codes, then agencies by their ids; the figures above are their sum'),
    ),
    consolidated: listOf(agencyChild).check(
      z.describe('reports about the whole region: compared, never added'),
    ),
    vertical: listOf(agencyChild).check(
      z.describe('units of vertical systems: not obliged here, never added'),
    ),
    page: z
      .optional(page)
      .check(z.describe('of children, where limit is given, or all would be more than 1000 or than 1 MB')),
    asOf,
  }),
);
export type RegionYearAnswer = z.infer<typeof regionYearSchema>;

const seriesYear = z.object({
  ...yearFields,
  continuedFrom: z
    .optional(listOf(z.object({ code, name: z.string() })))
    .check(z.describe('the regions whose figures these are: the code was not yet one of that year')),
});
export const seriesSchema = named(
  'Series',
  z.object({ region, years: listOf(named('Year', seriesYear)), asOf }),
);
export type SeriesAnswer = z.infer<typeof seriesSchema>;

const casesOrNull = z.nullable(count).check(z.describe('null where no report is in force'));
const rateOrNull = z.nullable(z.number());
const pooledYears = z
  .nullable(
    named(
      'PooledYears',
      z.object({
        years: listOf(z.int()).check(z.describe('the years that are told as one')),
        valueYears: listOf(z.int()).check(
          z.describe(
            'those of the value, part and whole: the last one alone where the measure carries over from year to year',
          ),
        ),
        expected: count.check(z.describe('agencies that must report, of the last of these years')),
        accepted: count.check(z.describe('their reports in force')),
        results: casesOrNull,
        value: rateOrNull.check(
          z.describe(
            'of the measure: a count, or a rate from 0 to 1; null where there is none, or cases are too few',
          ),
        ),
        part: z.nullable(count).check(z.describe('what the rate stands on, however few; null of a count')),
        whole: z.nullable(count),
        low: rateOrNull.check(z.describe('95 % interval of the rate (Wilson)')),
        high: rateOrNull,
        reasons: z
          .record(z.string(), count)
          .check(
            z.describe(
              'cases by the reason given, named as in the report; empty where no report is in force',
            ),
          ),
      }),
    ),
  )
  .check(z.describe('null where no year to compare with is asked for'));
const departmentFields = {
  now: pooledYears,
  before: pooledYears,
  change: z
    .nullable(z.number())
    .check(z.describe('percentage points of a rate, cases of a count; null where either has too few cases')),
  rank: z.nullable(count).check(z.describe('from the highest, among those with enough cases')),
  sharedBy: z.nullable(count).check(z.describe('how many have this rank')),
};
export const departmentsSchema = named(
  'Departments',
  z.object({
    region: z.object({ code, name: z.string() }),
    measure: z.enum(MEASURES),
    sums: z
      .optional(
        z.object({
          at: instant.check(z.describe('when something was last added up')),
          missing: listOf(code).check(z.describe('regions right below that are in no sum yet')),
        }),
      )
      .check(z.describe('of a province and the nation: what is filed since counts from the next night on')),
    annotations: z
      .optional(listOf(z.object({ year: z.int(), text, source: text })))
      .check(z.describe('what changed the meaning of the measure, from one of the years on')),
    unreadable: z
      .optional(listOf(z.string()))
      .check(z.describe('agencies whose records are damaged: they are in no sum')),
    functions: listOf(
      named(
        'FunctionLine',
        z.object({
          id: z.string().check(z.describe('of the function, as `function` asks for it')),
          name: z.string(),
          english: z.string(),
          agencies: count.check(z.describe('agencies that must report, in any of the years of `now`')),
          ...departmentFields,
        }),
      ),
    ),
    agencies: z
      .optional(
        listOf(
          named(
            'FunctionAgency',
            z.object({
              id: z.string(),
              name: z.string(),
              district: code,
              dataset: z.optional(datasetSchema),
              ...departmentFields,
            }),
          ),
        ),
      )
      .check(z.describe('of the function that is asked for')),
    regions: z
      .optional(
        listOf(
          named(
            'FunctionRegion',
            z.object({
              code,
              name: z.string(),
              isOwn: z.boolean().check(z.describe('the region’s own agencies alone')),
              agencies: count,
              ...departmentFields,
            }),
          ),
        ),
      )
      .check(z.describe('of the function that is asked for, where there are sums: in the place of agencies')),
    asOf,
  }),
);
export type DepartmentsAnswer = z.infer<typeof departmentsSchema>;

export const agencyYearSchema = named(
  'AgencyYear',
  z.object({
    agency: z.object({
      id: z.string(),
      name: z.string(),
      nameInYear,
      kind,
      district: code,
      dataset: z.optional(datasetSchema),
    }),
    year: z.int(),
    state,
    late: lateDays,
    deadline: day,
    extension: z.optional(z.string()).check(z.describe('why the deadline is later than the regulation’s')),
    ...internalFields,
    ...officeFields,
    inForce: z
      .nullable(
        z.object({
          submissionId: z.string(),
          sha256: z.string(),
          receivedAt: instant,
          nil: z.boolean().check(z.describe('a confirmed zero report')),
          openWarnings: count,
          processingFee: feeStated,
        }),
      )
      .check(z.describe('the newest acceptable report, as it was received first')),
    publication: z
      .optional(z.nullable(publication))
      .check(z.describe('null where there is nothing to publish')),
    comparison: z
      .optional(z.object({ compared: z.boolean(), missing: count, expected: count }))
      .check(z.describe('of a consolidated report, which is compared where no agency is missing')),
    submissions: listOf(
      named(
        'Submission',
        z.object({
          submissionId: z.string(),
          sha256,
          receivedAt: instant,
          outcome,
          sameAs,
          returned: z
            .optional(
              z.object({
                by: z.literal('office'),
                at: instant,
                reason: z.string(),
                until: day,
                paths: placesToCorrect,
                correctedAt: z
                  .nullable(instant)
                  .check(z.describe('null while nothing acceptable has followed')),
                days: z.nullable(count).check(z.describe('from the return to the correction')),
              }),
            )
            .check(z.describe('the office put it out of force; outcome says what the checks found')),
          marks: marksOfOffice,
          notCompared,
          findingCount: count.check(
            z.describe('all of them; findings has the first where there are very many'),
          ),
          findings: listOf(explainedFinding),
        }),
      ),
    ).check(z.describe('the newest first; as many as fit into 1 MB')),
    page: z.optional(page).check(z.describe('where limit is asked for, or all submissions would not fit')),
    asOf,
  }),
);
export type AgencyYearAnswer = z.infer<typeof agencyYearSchema>;

export const publicationsSchema = named(
  'Publications',
  z.object({
    region: z.object({ code, name: z.string() }),
    year: z.int(),
    counts: z.object({ total: count, onTime: count, late: count, notStated: count }),
    publications: listOf(
      named(
        'CollectedPublication',
        z.object({
          id: z.string(),
          name: z.string().check(z.describe('in the year')),
          kind,
          dataset: z.optional(z.literal('synthetic')).check(z.describe('of demonstration data')),
          title: z.string().check(z.describe('of the report, as such reports have it')),
          ...publicationFields,
        }),
      ),
    ).check(z.describe('of the region’s own agencies, those that have filed nothing among them')),
    asOf,
  }),
);
export type PublicationsAnswer = z.infer<typeof publicationsSchema>;

export const verdictSchema = named('Verdict', z.object({ outcome, findings: listOf(finding) }));
export type VerdictAnswer = z.infer<typeof verdictSchema>;

/** The receipt: what was decided when the submission was received. */
export const submissionReceiptSchema = named(
  'SubmissionReceipt',
  z.object({
    key: z.string(),
    submissionId: z.string(),
    sha256,
    sizeBytes: count,
    receivedAt: instant,
    processedAt: instant,
    outcome,
    findings: listOf(finding),
    sameAs,
    notCompared,
  }),
);
export type ReceiptAnswer = z.infer<typeof submissionReceiptSchema>;

const version = named(
  'Version',
  z.object({
    submissionId: z.string(),
    sha256,
    receivedAt: instant,
    outcome,
    reading: z.enum(['whole', 'partly', 'unreadable', 'too-large', 'absent']),
  }),
);
const cellChange = named(
  'CellChange',
  z.object({
    path: z.string(),
    name: text,
    before: z.nullable(z.number()),
    after: z.nullable(z.number()),
  }),
);
const fact = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const factChange = named(
  'FactChange',
  z.object({
    rule: z.optional(z.string()).check(z.describe('of an explanation: the rule that it answers')),
    path: z.string(),
    name: text,
    before: fact,
    after: fact,
  }),
);
const mainChange = z.object({
  before: z.nullable(z.number()),
  after: z.nullable(z.number()),
  difference: z.nullable(z.number()),
});
const narrativeChange = named(
  'NarrativeChange',
  z.object({
    path: z.string(),
    name: text,
    before: z
      .nullable(count)
      .check(z.describe('length in characters; null where the version does not state the text')),
    after: z.nullable(count),
    parts: z
      .nullable(listOf(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })))
      .check(z.describe('null where too much differs for a comparison')),
  }),
);
export const diffSchema = named(
  'Diff',
  z.object({
    agency: z.string(),
    year: z.int(),
    from: version,
    to: version,
    same: z.boolean().check(z.describe('the very same bytes')),
    sameContent: z
      .boolean()
      .check(z.describe('they say the same, in whatever white space and order of keys')),
    figures: z
      .nullable(
        z.object({
          changed: count,
          tables: z.record(z.string(), count).check(z.describe('changed cells of each table')),
          main: z.record(z.string(), mainChange),
          cells: listOf(cellChange),
          unread: listOf(cellChange).check(z.describe('cells that one of the two could not be read at')),
        }),
      )
      .check(z.describe('null where one of the two has no figures that could be read')),
    texts: z
      .nullable(
        z.object({
          narrative: listOf(narrativeChange),
          facts: listOf(factChange),
          notes: listOf(factChange),
          explanations: listOf(factChange),
        }),
      )
      .check(z.describe('null where one of the two could not be read at all')),
  }),
);
export type DiffAnswer = z.infer<typeof diffSchema>;

const rate = named(
  'Rate',
  z.object({
    part: count,
    whole: count,
    rate: z.nullable(z.number()).check(z.describe('null where nobody is expected')),
  }),
);
const counts = named(
  'ComplianceCounts',
  z.object({
    expected: count,
    accepted: count,
    flagged: count,
    returned: count,
    missing: count,
    notObliged: count,
    late: count.check(z.describe('in force, first accepted after the deadline')),
    afterInternal: count.check(z.describe('after an internal date, within the deadline: not late')),
    overdue: count.check(z.describe('past the deadline without an acceptable report')),
    corrected: count,
    zeroConfirmed: count,
    zeroUnconfirmed: count,
  }),
);
const countsFields = { counts, filingRate: rate, onTimeRate: rate };
const complianceAgencyFields = {
  id: z.string(),
  name: z.string(),
  nameInYear,
  kind,
  dataset: z.optional(datasetSchema),
  district: code,
  districtName: z.nullable(z.string()),
  contact: z
    .nullable(z.string())
    .check(z.describe('always null: contacts are shown to those alone who may see them, signed in')),
  state,
  zero: z.nullable(z.enum(['confirmed', 'unconfirmed'])),
  deadline: day,
  extension: z.nullable(z.string()),
  internalDeadline: z
    .nullable(day)
    .check(z.describe('an earlier day that an office has set; lateness is told by the deadline')),
  internalReason: z.nullable(z.string()),
  afterInternal: count.check(z.describe('days after the internal date, within the deadline: not late')),
  late: count.check(z.describe('days; fixed by the first acceptable submission')),
  overdue: count.check(z.describe('days past the deadline without an acceptable report')),
  firstAcceptedAt: z.nullable(instant),
  correctedAt: z.nullable(instant),
  latestAt: z.nullable(instant),
  errors: count,
  openWarnings: count,
  submissionId: z.nullable(z.string()),
  publication: publicationInList,
  ...officeFields,
};
const complianceAgency = named('ComplianceAgency', z.object(complianceAgencyFields));
const complianceLine = named(
  'ComplianceLine',
  z.object({
    ...complianceAgencyFields,
    openCount: count,
    openFindings: listOf(finding).check(z.describe('the first of them')),
  }),
);

/** The same for each name. */
function fieldsOf<Name extends string, Value extends z.ZodMiniType>(
  names: readonly Name[],
  value: Value,
): Record<Name, Value>;
function fieldsOf(names: readonly string[], value: z.ZodMiniType): Record<string, z.ZodMiniType> {
  return Object.fromEntries(names.map((name) => [name, value]));
}

const complianceHead = {
  region,
  year: z.int(),
  at: instant.check(z.describe('the instant that it is of')),
  basis: z
    .enum(['agencies', 'with-consolidated'])
    .check(
      z.describe(
        'what all counts and lists count: agencies alone, or each report about a whole region as one more',
      ),
    ),
  synthetic: count.check(z.describe('agencies whose figures are demonstration data')),
  deadlines: listOf(z.object({ day, agencies: count, consolidated: count })),
  dates: listOf(
    z.object({
      basis: z.enum(DATE_BASES),
      day,
      source: text.check(z.describe('where the law says so, or why the day was set')),
      edition: z
        .optional(day)
        .check(z.describe('of the table of the law’s days: the day of the newest document that it follows')),
      agencies: count,
      consolidated: count,
    }),
  ).check(
    z.describe(
      'the days that hold at the instant: the law’s, extensions, and internal dates; 100 at most, those that bind most agencies',
    ),
  ),
  datesTotal: z
    .optional(count)
    .check(
      z.describe(
        'how many dates there are, where dates has not all of them: each agency’s own stand with it (extension, internalDeadline)',
      ),
    ),
  ...countsFields,
  byKind: listOf(z.object({ kind, ...countsFields })),
};
export const complianceSchema = named(
  'Compliance',
  z.object({
    ...complianceHead,
    ...fieldsOf(LIST_NAMES, listOf(complianceLine)),
    consolidated: listOf(complianceLine).check(
      z.describe('reports about a whole region: in no list and no number, unless the basis says so'),
    ),
    vertical: listOf(complianceLine).check(z.describe('units of vertical systems: in no list and no number')),
    changes: z
      .object({
        since: instant,
        received: z
          .object({ agencies: count, consolidated: count })
          .check(z.describe('of how many something came since, whatever was decided about it')),
        ...fieldsOf(CHANGE_NAMES, listOf(complianceAgency)),
        consolidated: z.object(fieldsOf(CHANGE_NAMES, listOf(complianceAgency))),
      })
      .check(z.describe('since the instant asked for, else the last regular summary before')),
    children: listOf(z.object({ code, name: z.string(), ...countsFields })),
    progress: listOf(z.object({ day, filed: count })).check(
      z.describe('how many had filed acceptably by a day'),
    ),
    page: z
      .optional(page)
      .check(
        z.describe(
          'of the agencies that lists and changes are of, the most urgent first, where limit is given, or all would be more than 1000 or than 1 MB',
        ),
      ),
    asOf,
  }),
);
export const complianceListSchema = named(
  'ComplianceList',
  z.object({ ...complianceHead, list: z.enum(LIST_NAMES), items: listOf(complianceLine), page, asOf }),
);
export type ComplianceAnswer = z.infer<typeof complianceSchema>;
export type ComplianceListAnswer = z.infer<typeof complianceListSchema>;

const tally = { fired: count, corrected: count, explained: count };
export const rulesSchema = named(
  'Rules',
  z.object({
    rules: listOf(
      named(
        'Rule',
        z.object({
          id: z.string(),
          severity,
          since: z.nullable(z.string()),
          title: text,
          formula: text,
          source: text,
          toDo: text,
          examples: z.object({ fires: text, passes: text }),
          signal: z
            .object({ ...tally, parts: listOf(z.object({ year: z.int(), kind, ...tally })) })
            .check(z.describe('agency-years; what is neither corrected nor explained is open')),
        }),
      ),
    ),
    schemas: listOf(z.object({ edition, path: z.string() })),
  }),
);
export type RulesAnswer = z.infer<typeof rulesSchema>;

export const searchSchema = named(
  'Search',
  z.object({
    query: z.string(),
    results: listOf(
      z.object({
        kind: z.enum(['region', 'agency']),
        id: z.string(),
        name: z.string(),
        agencyKind: z.optional(kind),
        within: listOf(z.object({ code: z.string(), name: z.string() })).check(
          z.describe('from the province down'),
        ),
      }),
    ).check(z.describe('the nearest first; 20 at most')),
    more: z.boolean().check(z.describe('whether there are more: ask for more of the name')),
    needsPlace: z.boolean().check(z.describe('always false: agencies are looked for everywhere')),
  }),
);

named('Connection', connectionSchema);
named('Login', loginSchema);
named('UploadCredentials', uploadCredentialsSchema);

const partHealthSchema = z.object({
  part: z.enum(['table', 'bucket', 'queue', 'stream', 'schedules']),
  status: z.enum(['ok', 'failing']),
  reason: z.optional(z.string()).check(z.describe('what is wrong with it, where something is')),
});
export type PartHealth = z.infer<typeof partHealthSchema>;
export const healthSchema = named(
  'Health',
  z.object({
    status: z.enum(['ok', 'failing']).check(z.describe('failing: with an answer of 503')),
    version: z.string(),
    parts: z
      .optional(z.array(partHealthSchema))
      .check(z.describe('of a system on one machine; on AWS each part has alarms of its own')),
    loading: z
      .optional(z.object({ done: count, total: count }))
      .check(
        z.describe('while the demonstration is being loaded: its agencies and reports; uploads are accepted'),
      ),
  }),
);
export type Health = z.infer<typeof healthSchema>;

export const problemSchema = named(
  'Problem',
  z
    .object({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      detail: z
        .string()
        .check(z.describe('in the language of Accept-Language, English where it names none that is spoken')),
      instance: z.string().check(z.describe('the path asked for')),
      field: z.optional(z.string()).check(z.describe('of 400: the parameter that is wrong')),
      requestId: z.optional(z.string()).check(z.describe('of 500: names the failure in the log')),
    })
    .check(z.describe('RFC 9457')),
);
