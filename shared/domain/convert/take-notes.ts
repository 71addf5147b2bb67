/** What is said of how the file was read, each thing once; remarks of cells become notes of the report. */
import type { Edition } from '../form/catalogue.ts';
import type { CarriedRow } from './tables/carry-over-proactive.ts';
import type { ConversionNote } from './conversion.ts';
import type { Sections } from './texts/find-sections.ts';
import { trimSlots } from './tables/row-reading.ts';
import type { NoteReason } from './note-words.ts';
import type { ApplicationsReading } from './tables/read-applications.ts';
import type { ProactiveReading } from './tables/read-proactive.ts';
import { showPiece, type Tape } from './tape/tape.ts';

interface Read {
  readonly tape: Tape;
  readonly rows: readonly CarriedRow[];
  readonly proactive: ProactiveReading | undefined;
  readonly applications: ApplicationsReading | undefined;
  readonly edition: Edition;
  readonly sections: Sections;
}

interface Notes {
  readonly notes: readonly ConversionNote[];
  /** For the report itself. */
  readonly remarks: readonly { readonly path: string; readonly text: string }[];
}

const note = (why: NoteReason, text: string, path?: string): ConversionNote => ({
  why,
  text,
  ...(path === undefined ? {} : { path }),
});

export function takeNotes({ tape, rows, proactive, applications, edition, sections }: Read): Notes {
  const remarks = rows.flatMap(listRemarks);
  const blank = rows.find(({ values, hasBlanks }) => values !== undefined && hasBlanks === true);
  const notes: ConversionNote[] = [
    ...(blank ? [note('blanks-as-zero', '', blank.row.path)] : []),
    ...(tape.hasGlosses ? [note('copied-page', '')] : []),
    ...(proactive && proactive.edition !== edition ? [note('other-edition', '', '/proactive')] : []),
    ...(applications?.edition === '2019' && edition === '2021'
      ? [note('one-row-other-handling', '', '/applications/results/otherHandling')]
      : []),
    ...(applications?.edition === '2021' && edition === '2019'
      ? [note('other-edition', '', '/applications/results/otherHandling/other')]
      : []),
    ...(applications?.misprinted ?? []).flatMap(({ sought, group, score }) =>
      group && score < MISPRINTED
        ? [note('label-misprinted', group.label.slice(-SHOWN), sought.row.path)]
        : [],
    ),
    ...[...(proactive?.strangers ?? []), ...(applications?.alignment.strangers ?? [])].map((group) =>
      note('row-not-in-form', showPiece(tape, Math.max(group.labelStart, group.start - SHOWN), group.end)),
    ),
    ...rows.flatMap((read) =>
      isConverted(read) ? [note('unit-converted', '', read.row.cells.at(-1)!.path)] : [],
    ),
    ...rows.flatMap(({ row, isByLastYear }) =>
      isByLastYear === true ? [note('decided-by-last-year', '', row.path)] : [],
    ),
    ...remarks.map(({ path, text }) => note('remark-carried-over', text, path)),
    ...sections.leftOut.map((text) => note('text-left-out', text)),
  ];
  return { notes, remarks };
}

/** The amount stands in another unit than the form's. */
function isConverted({ row, group, values }: CarriedRow): boolean {
  const { kind } = row.cells.at(-1)!.column;
  const last = group?.slots.findLast((slot) => slot.kind === 'figure');
  if (values === undefined || (kind !== 'yuan' && kind !== 'wanYuan')) return false;
  return (last?.unit === 'yuan' || last?.unit === 'wanYuan') && last.unit !== kind;
}

const MISPRINTED = 0.95;
const SHOWN = 40;

function listRemarks({ row, group }: CarriedRow): { path: string; text: string }[] {
  if (group === undefined) return [];
  const slots = trimSlots(group.slots, row.cells.length);
  return slots.flatMap((slot, i) => {
    if (slot.kind !== 'figure' || slot.remark === undefined) return [];
    const cell = slots.length === row.cells.length ? row.cells[i] : undefined;
    return [{ path: cell?.path ?? row.path, text: slot.remark.replaceAll(/^[(（]|[)）]$/g, '') }];
  });
}
