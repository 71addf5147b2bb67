/** The filings of one agency and year, before they are written out: dates, texts, and the flaw planted there. */
import type { RosterEntry } from '../shared/domain/roster/roster-entry.ts';
import { tellChinaDay, type Instant, type IsoDay } from '../shared/domain/basics/calendar.ts';
import type { Figures } from '../shared/domain/form/figures.ts';
import type { Place } from '../shared/domain/basics/place.ts';
import type { Explanation, Report } from '../shared/domain/form/report.ts';
import {
  addTo,
  cellIndex,
  readCell,
  CARRIED_OUT,
  DISPUTE_TOTAL,
  FEE_UNPAID,
  GRANTED,
  NATURAL_PERSON,
  RECEIVED,
  RECONSIDERATION,
  RESULTS_TOTAL,
  TOTAL,
} from './cells.ts';
import { datesInTime, datesLate, laterThan } from './filing-dates.ts';
import { CARRIED_TOO_MANY, DOUBLE_COUNTED, type Damage, type FlawKind, type PlannedFlaw } from './flaws.ts';
import { introduce, narrate } from './narrative.ts';
import { createRandom, type Random } from './random.ts';
import { slipText } from './text-slips.ts';

export interface Draft {
  readonly place: Place;
  readonly receivedAt: Instant;
  readonly report: Report;
  readonly planted?: FlawKind;
  /** What is broken in the text; broken figures are in the report already. */
  readonly damage?: Damage;
}

/** Notices are 100 yuan and more. Source: 国办函〔2020〕109号, 按件 and 按量. */
const FEE_PER_NOTICE_FEN = 10_000;
/** In fen: ten thousand yuan with six decimals. */
const ALL_FEES = cellIndex('2021', '/proactive/fees/amountWanCny');
const DOCUMENTS_MADE = cellIndex('2021', '/proactive/normativeDocuments/made');
/** Normative documents in one year that make a remark likely. */
const REMARKABLE = 5;

export function makeDrafts(
  seed: number | string,
  agency: RosterEntry,
  topic: string,
  year: number,
  figures: Figures,
  flaw: PlannedFlaw | undefined,
): Draft[] {
  const kind = flaw?.kind;
  if (kind === 'missing') return [];
  const random = createRandom(seed, agency.id, year, 'filing');
  const place = { district: agency.district, agencyId: agency.id, year };
  const { publishedOn, receivedAt } =
    kind === 'late'
      ? datesLate(agency, year, flaw?.days ?? 1, random)
      : datesInTime(agency, year, kind === 'unbalanced-then-corrected', random);
  const nil = figures.cells.subarray(0, CARRIED_OUT + TOTAL + 1).every((count) => count === 0);
  const textRandom = (): Random => createRandom(seed, ...textOf(agency, year, flaw), 'text');
  const name = nameUsed(agency, year, kind);
  const fee = processingFee(figures, random);
  const reportOf = (stated: Figures): Report => {
    const narrative = narrate(year, name, topic, stated, textRandom());
    const report: Report = {
      edition: stated.edition,
      year,
      agency: { id: agency.id, name },
      district: agency.district,
      publishedOn,
      preamble: introduce(year, name, createRandom(seed, agency.id, year, 'preamble')),
      signature: { name, date: earlier(publishedOn, tellChinaDay(receivedAt)) },
      narrative: {
        ...narrative,
        ...(kind === 'empty-narrative' && { problems: '无' }),
        ...(fee?.collectedFen && { other: `本年度依法收取信息处理费${fee.collectedFen / 100}元。` }),
      },
      ...(fee && { processingFee: fee }),
      notes: notesOf(stated),
      figures: stated,
      nil: nil && kind !== 'zero-unconfirmed',
      explanations: kind === 'explained-warning' ? explanations() : [],
    };
    return kind === 'wrong-text' ? slipText(report, flaw?.slip ?? 'year-before') : report;
  };
  const right: Draft = { place, receivedAt, report: reportOf(figures) };
  const planted = kind === undefined ? {} : { planted: kind };
  const broken = (at: Instant): Draft => {
    const damage = flaw?.damage ?? 'row';
    const stated = { ...right.report, figures: breakFigures(figures, damage) };
    return { place, receivedAt: at, report: stated, damage, ...planted };
  };
  switch (kind) {
    case 'returned':
      return [broken(receivedAt)];
    case 'returned-correction':
      return [{ ...right, ...planted }, broken(laterThan(receivedAt, random.int(8, 40), random))];
    case 'unbalanced-then-corrected':
      return [
        broken(receivedAt),
        { ...right, receivedAt: laterThan(receivedAt, random.int(1, 4), random), ...planted },
      ];
    case 'corrected-after-acceptance':
      return [
        { ...right, report: reportOf(countedTwice(figures)), ...planted },
        { ...right, receivedAt: laterThan(receivedAt, random.int(35, 90), random), ...planted },
      ];
    default:
      return [{ ...right, ...planted }];
  }
}

/** Whose words an agency uses for a year: its own, last year's, or those of the flaw's `source`. */
function textOf({ id }: RosterEntry, year: number, flaw: PlannedFlaw | undefined): [string, number] {
  if (flaw?.kind === 'copied-narrative') return [id, year - 1];
  return [flaw?.source ?? id, year];
}

/** The roster's name; up to 2020 a former name, where the roster knows one. */
function nameUsed(agency: RosterEntry, year: number, kind: FlawKind | undefined): string {
  if (kind === 'unknown-name') return `${agency.name}机关`;
  return (year <= 2020 ? agency.aliases[0] : undefined) ?? agency.name;
}

/** Signed when it is ready: before it is filed, and before it is published. */
const earlier = (a: IsoDay, b: IsoDay): IsoDay => (a < b ? a : b);

function explanations(): Explanation[] {
  const text = `上年有${CARRIED_TOO_MANY}件申请在年末最后一天收到,登记在次年,未计入上年的结转,已核对登记簿。`;
  return ['naturalPerson', 'total'].map((column) => ({
    rule: 'Y1',
    path: `/applications/carriedIn/${column}`,
    text,
  }));
}

function processingFee({ edition, cells }: Figures, random: Random): Report['processingFee'] {
  if (edition === '2019' || random.chance(0.5)) return undefined;
  const received = readCell(cells, RECEIVED + TOTAL);
  const unpaid = readCell(cells, FEE_UNPAID + TOTAL);
  const drawn = received > 40 ? random.poisson(0.6) : 0;
  // Who did not pay had a notice, too; what was collected is part of all fees.
  const paid = Math.min(
    Math.max(drawn - unpaid, 0),
    Math.floor(readCell(cells, ALL_FEES) / FEE_PER_NOTICE_FEN),
  );
  const notices = unpaid + paid;
  return {
    notices,
    noticedFen: notices * FEE_PER_NOTICE_FEN,
    collectedFen: paid * FEE_PER_NOTICE_FEN,
  };
}

/** A remark of the kind that the form's second table often bears. */
function notesOf({ edition, cells }: Figures): Report['notes'] {
  const made = edition === '2021' ? readCell(cells, DOCUMENTS_MADE) : 0;
  return made < REMARKABLE
    ? []
    : [{ path: '/proactive/normativeDocuments', text: '本年制发数中含修订1件。' }];
}

/** Balanced, but with some granted applications of natural persons counted twice. */
function countedTwice({ edition, cells }: Figures): Figures {
  const stated = cells.slice();
  for (const row of [RECEIVED, GRANTED, RESULTS_TOTAL]) {
    addTo(stated, row + NATURAL_PERSON, DOUBLE_COUNTED);
    addTo(stated, row + TOTAL, DOUBLE_COUNTED);
  }
  return { edition, cells: stated };
}

function breakFigures({ edition, cells }: Figures, damage: Damage): Figures {
  const stated = cells.slice();
  switch (damage) {
    case 'row':
      addTo(stated, GRANTED + NATURAL_PERSON, 9);
      break;
    case 'column':
      addTo(stated, CARRIED_OUT + NATURAL_PERSON, 1);
      addTo(stated, CARRIED_OUT + TOTAL, 1);
      break;
    case 'results':
      stated.fill(0, RESULTS_TOTAL, RESULTS_TOTAL + TOTAL + 1);
      break;
    case 'dispute':
      addTo(stated, RECONSIDERATION + DISPUTE_TOTAL, 1);
      break;
    case 'text-for-number':
    case 'misspelt-key':
    case 'truncated':
      break;
  }
  return { edition, cells: stated };
}
