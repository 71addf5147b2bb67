/** A layout as a draft report: every figure is certain, or asked about; or nothing is made of it, and why is said. */
import { CATALOGUES, chooseEdition, type Edition } from '../form/catalogue.ts';
import { carryOverApplications } from './tables/carry-over-applications.ts';
import { carryOverProactive, type CarriedRow } from './tables/carry-over-proactive.ts';
import type { Ask, Conversion } from './conversion.ts';
import { askRow, writeTables } from './draft-document.ts';
import { doubtSource } from './doubt-source.ts';
import { groupFigures } from './tape/figure-groups.ts';
import { findHead } from './texts/find-head.ts';
import { findSections } from './texts/find-sections.ts';
import type { Given } from './given.ts';
import type { Layout } from './layout.ts';
import { locateTables } from './locate-tables.ts';
import { proposeNil } from './propose-nil.ts';
import { readApplications } from './tables/read-applications.ts';
import { readDisputes } from './tables/read-disputes.ts';
import { readProactive } from './tables/read-proactive.ts';
import { tellRefusal } from './refuse-layout.ts';
import type { RowReading } from './tables/row-reading.ts';
import { isFilled } from './tape/scan-figures.ts';
import { settleByLastYear } from './tables/settle-by-last-year.ts';
import { stateFees } from './texts/state-fees.ts';
import { layTape, showPiece, tellPlace, type Tape } from './tape/tape.ts';
import { takeNotes } from './take-notes.ts';

/** A report has some hundred; each is held against every row of the form. */
const MAX_GROUPS = 10_000;

export function convertLayout(layout: Layout, given: Given = {}): Conversion {
  const tape = layTape(layout);
  const all = groupFigures(tape);
  if (all.length > MAX_GROUPS) return { outcome: 'refused', kind: layout.kind, refusal: 'too-costly' };
  const applications = readApplications(tape, all);
  const groups = applications?.groups ?? all;
  const proactive = readProactive(tape, groups, applications);
  const disputes = readDisputes(
    groups.slice(applications ? applications.alignment.last + 1 : 0),
    applications?.losesBlanks,
  );
  const places = locateTables(tape, proactive, applications, disputes);
  const head = findHead(layout, tape, places, given);
  const sections = findSections(tape, places, head.bodyStart);
  const refusal = tellRefusal({
    tape,
    groups: all,
    proactive,
    applications,
    disputes,
    hasTail: sections.hasTail,
    years: head.titleYears,
  });
  if (refusal !== undefined) return { outcome: 'refused', kind: layout.kind, refusal };

  const { lastYear: known } = given;
  const isLastYear = head.year === undefined || known?.year === head.year - 1;
  const isOwn = head.agency.id === null || known?.agency.id === head.agency.id;
  const lastYear = isLastYear && isOwn ? known : undefined;
  const edition: Edition =
    head.year === undefined
      ? (proactive?.edition ?? applications?.edition ?? '2021')
      : chooseEdition(head.year);
  const rows = [
    ...(proactive && saysSomething(proactive.rows) ? carryOverProactive(proactive, edition) : []),
    ...(applications && saysSomething(applications.rows) ? carryOverApplications(applications, edition) : []),
    ...(disputes.last ? disputes.rows : []),
  ].map((read): CarriedRow => doubtSource(tape, settleByLastYear(read, lastYear)));
  const tables = writeTables(edition, rows);
  const texts = head.sign(sections);
  const narrative = { overview: texts.overview, problems: texts.problems, other: texts.other };
  const fees =
    edition === '2021'
      ? stateFees([texts.overview, texts.problems, texts.other, ...sections.leftOut], head.year)
      : undefined;
  const { notes, remarks } = takeNotes({ tape, rows, proactive, applications, edition, sections });
  const asks: Ask[] = [
    ...head.asks,
    ...(proactive && proactive.edition !== edition
      ? [{ path: '/edition', why: 'other-edition' as const, text: '' }]
      : []),
    ...askTables(tape, rows, edition),
    ...proposeNil(tables, narrative, head.year, head.agency.name ?? undefined),
  ];
  return {
    outcome: asks.length > 0 ? 'asks' : 'read',
    kind: layout.kind,
    edition,
    document: {
      edition,
      year: head.year ?? null,
      agency: head.agency,
      district: head.district ?? null,
      ...head.publication,
      ...(texts.preamble === '' ? {} : { preamble: texts.preamble }),
      ...(texts.signature ? { signature: texts.signature } : {}),
      narrative,
      ...(fees ? { processingFee: fees } : {}),
      ...(remarks.length > 0 ? { notes: remarks } : {}),
      ...tables,
    },
    asks,
    notes,
  };
}

/** A table of nothing but blanks, without a mark, may be one that was not filled in. */
const saysSomething = (rows: readonly RowReading[]): boolean =>
  rows.some(({ group }) => group?.slots.some(isFilled));

const SHOWN = 80;

/** One ask a row; one for a table of which nothing was found. */
function askTables(tape: Tape, rows: readonly CarriedRow[], edition: Edition): Ask[] {
  const missing = CATALOGUES[edition].tables.flatMap(({ key, rows: all }) =>
    rows.some(({ row }) => row.table === key)
      ? []
      : [
          {
            path: `/${key}`,
            why: 'missing-row' as const,
            text: '',
            cells: all.flatMap(({ cells }) => cells.map(({ path }) => path)),
          },
        ],
  );
  return [
    ...missing,
    ...rows.flatMap((read) => {
      const { group } = read;
      const text = group ? showPiece(tape, Math.max(group.labelStart, group.start - SHOWN), group.end) : '';
      return askRow(read, text, group ? tellPlace(tape, group.start) : undefined) ?? [];
    }),
  ];
}
