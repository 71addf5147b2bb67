/** What the API answers of compliance: all of it, or as many agencies as are asked for and fit. */
import type { ComplianceAnswer, ComplianceListAnswer, Page } from '../../shared/contracts/api/api-answers.ts';
import {
  countReceived,
  mapNames,
  tellBeside,
  writeComplianceAnswer,
  writeComplianceHead,
  writeComplianceLine,
} from '../../shared/contracts/api/compliance-answer.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import {
  CHANGE_NAMES,
  isAgencysOwn,
  isCounted,
  LIST_NAMES,
  LISTS,
  pickList,
  type ChangedLine,
  type ComplianceSummary,
  type CountingBasis,
  type ListName,
} from '../../shared/domain/compliance/compliance.ts';
import { tellDates, type DatesTold } from '../../shared/domain/compliance/dates-in-force.ts';
import { findPositions, makeTellingChanges } from '../../shared/domain/compliance/line-index.ts';
import {
  tellKeptFacts,
  type ComplianceHead,
  type ComplianceOutline,
} from '../../shared/domain/compliance/outline.ts';
import type { KeptHead } from '../../shared/pipeline/kept-summaries.ts';
import {
  askFirst,
  countJsonBytes,
  MAX_LIST_BYTES,
  pageOfList,
  thoseThatFit,
  type PageAsked,
} from '../http/page-of-list.ts';
import { countedAs, type ComplianceTold } from '../compliance/compliance-summary.ts';

interface ComplianceAsked {
  readonly basis: CountingBasis;
  readonly list: ListName | undefined;
  readonly asked: PageAsked | undefined;
}

export function writeCompliance(
  told: ComplianceTold,
  { basis, list, asked }: ComplianceAsked,
): Promise<ComplianceAnswer | ComplianceListAnswer> | ComplianceAnswer | ComplianceListAnswer {
  if (told.kind === 'kept') return writeKept(told.kept, { basis, list, asked });
  const summary = countedAs(told.summary, basis);
  return list ? writeListPage(summary, list, asked) : writeCompliancePage(summary, asked);
}

/** All lists, and what changed, of as many agencies as are asked for and fit: the most urgent first. */
export function writeCompliancePage(
  summary: ComplianceSummary,
  asked: PageAsked | undefined,
): ComplianceAnswer {
  const { agencies, changes } = summary;
  const tellChanges = makeTellingChanges(changes);
  const beside = tellBeside(summary);
  const { items, page } = pageOfList(
    agencies,
    asked ?? askFirst(agencies),
    (line) => measureLine({ line, changes: tellChanges(line) }, summary.basis),
    tellRoom(beside),
  );
  if (!asked && items.length === agencies.length) return writeComplianceAnswer(summary);
  const part = items.map((line) => ({ line, changes: tellChanges(line) }));
  return writePart(summary, { ...beside, received: countReceived(summary) }, part, changes.since, page);
}

/** Bytes of an answer: an agency stands in each list that it belongs to, and in what changed. */
const measureLine = ({ line, changes }: ChangedLine, basis: CountingBasis | undefined): number =>
  countJsonBytes(writeComplianceLine(line)) *
  ((isCounted(line, basis) ? LIST_NAMES.filter((name) => LISTS[name](line)).length : 0) +
    (isAgencysOwn(line) ? 0 : 1) +
    changes.length);

/** What the dates leave of an answer, each of which has a reason of up to 200 characters. */
const tellRoom = (all: DatesTold): number => MAX_LIST_BYTES - countJsonBytes(tellDates(all));

type ToldOfAll = Pick<ComplianceOutline, 'synthetic' | 'dates' | 'datesTotal'> & {
  readonly received: { readonly agencies: number; readonly consolidated: number };
};

function writePart(
  head: ComplianceHead,
  all: ToldOfAll,
  part: readonly ChangedLine[],
  since: Instant,
  page: Page,
): ComplianceAnswer {
  const byId = part.toSorted((a, b) => (a.line.id < b.line.id ? -1 : 1));
  const answer = writeComplianceAnswer({
    ...head,
    agencies: part.map(({ line }) => line),
    changes: {
      since,
      ...mapNames(CHANGE_NAMES, (name) =>
        byId.filter(({ changes }) => changes.includes(name)).map(({ line }) => line),
      ),
    },
  });
  const changes = { ...answer.changes, received: all.received };
  return { ...answer, ...writeComplianceHead(head, all), changes, page };
}

/** One of the lists that an office looks through: as many of it as are asked for and fit. */
function writeListPage(
  summary: ComplianceSummary,
  list: ListName,
  asked: PageAsked | undefined,
): ComplianceListAnswer {
  const lines = pickList(summary, list);
  const beside = tellBeside(summary);
  const { items, page } = pageOfList(
    lines,
    asked ?? askFirst(lines),
    (line) => countJsonBytes(writeComplianceLine(line)),
    tellRoom(beside),
  );
  return {
    ...writeComplianceHead(summary, beside),
    list,
    items: items.map(writeComplianceLine),
    page,
  };
}

/** The same of a region of very many agencies, whose lines are read page by page. */
async function writeKept(
  kept: KeptHead,
  { basis, list, asked }: ComplianceAsked,
): Promise<ComplianceAnswer | ComplianceListAnswer> {
  const { head, outline, changes } = tellKeptFacts(kept.head, kept.outline, basis);
  const positions = findPositions(
    kept.index,
    (cell) => list === undefined || (isCounted(cell, basis) && cell.lists.includes(list)),
  );
  const { limit, cursor } = asked ?? askFirst(positions);
  const from = cursor === undefined ? 0 : cursor.index + 1;
  const read = await kept.lines(positions.slice(from, from + limit));
  const items = thoseThatFit(read, tellRoom(outline), (one) =>
    list === undefined ? measureLine(one, basis) : countJsonBytes(writeComplianceLine(one.line)),
  );
  const end = from + items.length;
  // The next page is of the same summary, whatever is made meanwhile.
  const next = items.length > 0 && end < positions.length ? `${end - 1}.${kept.slot}` : null;
  const page = { total: positions.length, limit, next };
  if (list !== undefined)
    return {
      ...writeComplianceHead(head, outline),
      list,
      items: items.map(({ line }) => writeComplianceLine(line)),
      page,
    };
  const { own, consolidated } = changes.received;
  const all = { ...outline, received: { agencies: own, consolidated } };
  return writePart(head, all, items, changes.since, page);
}
