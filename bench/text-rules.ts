/**
 * How often each rule on texts fires, and where: on uncut published texts, on cut ones (rules that read one sentence),
 * and on generated narratives, which none should find fault with. Whether a firing is right is for a reader to say.
 */
import { syntheticNation, type NationSize } from '../generator/nation.ts';
import { generateDrafts, type UniverseSpec } from '../generator/universe.ts';
import { parseInstant } from '../shared/domain/basics/calendar.ts';
import { decodeDraft } from '../shared/domain/document/decode-report.ts';
import { encodeReport } from '../shared/domain/document/encode-report.ts';
import type { Finding } from '../shared/domain/findings/finding.ts';
import { NUMBER, type ReadValues } from '../shared/domain/form/read-values.ts';
import { ReadingBudget } from '../shared/domain/narrative/reading-budget.ts';
import { applyContextualRules, applyOwnRules, bindRules, RULES } from '../shared/domain/rules/rule-book.ts';
import type { Report } from './measure.ts';
import { areTextsHere, readPublishedTexts, type PublishedText } from './published-texts.ts';

const BOOK = bindRules(RULES.all.filter(({ id }) => id.startsWith('T')));
/** They need no more of a text than a sentence. */
const READ_ONE_SENTENCE: ReadonlySet<string> = new Set(['T3', 'T4', 'T10', 'T11', 'T21']);
const SHOWN_DOCUMENTS = 40;

interface Judged {
  readonly name: string;
  readonly findings: readonly Finding[];
}

export function benchTextRules(
  report: Report,
  size: NationSize = { provinces: 1, cities: 2, districts: 6, agencies: 40 },
): Promise<void> {
  const published = areTextsHere() ? readPublishedTexts() : [];
  if (published.length === 0)
    report({ what: 'published texts: ../shared is not here, so none is read', value: 0, unit: '' });
  const raw = published.filter(({ name, isCut }) => name.startsWith('raw/') && !isCut);
  const extracted = published.filter(({ name }) => name.startsWith('extracted/'));
  const groups = [
    { what: 'uncut published texts', judged: raw.map(judge), isWhole: true },
    {
      what: 'uncut published texts as other programs extract them',
      judged: extracted.map(judge),
      isWhole: true,
    },
    {
      what: 'cut published texts',
      judged: published.filter(({ isCut }) => isCut).map(judge),
      isWhole: false,
    },
    { what: 'generated narratives', judged: generate(size).map(judge), isWhole: true },
  ];
  for (const { id, severity } of BOOK.all)
    for (const { what, judged, isWhole } of groups)
      if (judged.length > 0 && (isWhole || READ_ONE_SENTENCE.has(id)))
        tellRate(report, id, severity, what, judged);
  return Promise.resolve();
}

function tellRate(
  report: Report,
  id: string,
  severity: string,
  what: string,
  judged: readonly Judged[],
): void {
  const fired = judged.flatMap(({ name, findings }) => {
    const own = findings.filter(({ rule }) => rule === id);
    return own.length === 0 ? [] : [`${name}: ${own.map(tell).join(' | ')}`];
  });
  const more = fired.length > SHOWN_DOCUMENTS ? [`and ${fired.length - SHOWN_DOCUMENTS} more`] : [];
  report({
    what: `${id} (${severity}) fires on ${what}`,
    value: (fired.length / judged.length) * 100,
    unit: ' %',
    detail: [`${fired.length} of ${judged.length}`, ...fired.slice(0, SHOWN_DOCUMENTS), ...more].join(
      '\n    ',
    ),
  });
}

const tell = ({ path, found, expected, severity }: Finding): string =>
  `${path} ${String(found)}${expected === null ? '' : ` (${String(expected)})`}${severity === 'info' ? ' info' : ''}`;

/** As if it were uploaded now; no rule fires by the passing of time. */
function judge({ name, read }: Pick<PublishedText, 'name' | 'read'>): Judged {
  const at = parseInstant('2026-12-01T00:00:00Z');
  if (!at) throw new Error('no instant');
  const budget = new ReadingBudget(Number.MAX_SAFE_INTEGER);
  const compared = {
    year: read.numbers[NUMBER.year],
    figures: read,
    name: undefined,
    publishedOn: undefined,
    receivedAt: at,
  };
  return {
    name,
    findings: [
      ...applyOwnRules(BOOK, read, { at, place: undefined, kind: undefined, budget }),
      ...applyContextualRules(BOOK, compared, { yearBefore: { previous: undefined } }),
    ],
  };
}

function generate(size: NationSize): { name: string; read: ReadValues }[] {
  const spec: UniverseSpec = {
    seed: 'text-rules',
    ...syntheticNation(size),
    years: { from: 2019, to: 2025 },
    consolidated: true,
  };
  return [...generateDrafts(spec)].flatMap(({ place, report }) => {
    const decoded = decodeDraft(new TextEncoder().encode(encodeReport(report)));
    return decoded.kind === 'read' ? [{ name: `${place.agencyId} ${place.year}`, read: decoded.draft }] : [];
  });
}
