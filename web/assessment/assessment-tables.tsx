/** Assessments as tables: a region's agencies by indicator and by fact, and one agency's indicators and facts with their evidence. */
import { FACT_NAMES } from '../../shared/domain/assessment/fact-names.ts';
import { FACT_WORDS } from '../../shared/domain/assessment/fact-words.ts';
import type { Fact } from '../../shared/domain/assessment/facts.ts';
import type { IndicatorScore } from '../../shared/domain/assessment/score.ts';
import { formatNumber, UNDEFINED } from '../../shared/domain/form/number-text.ts';
import { agencyAssessmentPath } from '../site/assessment-address.ts';
import { href, inPinyin, regionName } from '../site/page-context.ts';
import { sortRows } from '../site/sorting.ts';
import { DatasetMark } from '../site/state-mark.tsx';
import { layRows, type PageColumn, type RowTable, type Table } from '../site/table.ts';
import { ASSESSMENT_TEXTS } from '../texts/assessment.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { AgencyAssessmentView, AssessmentView, Sheet } from './assessment-view.ts';
import {
  amountText,
  evidenceText,
  explainScore,
  pointsText,
  readPoints,
  tellEvidence,
  unknownText,
} from './assessment-words.ts';

/** `undefined` where the page has no table of that name now. */
export function layAssessmentTable(view: AssessmentView, name: string, lang: Lang): Table | undefined {
  if (name === 'facts') return layRows(listFacts(view, lang));
  const scores = name === 'scores' ? listScores(view, lang) : undefined;
  return scores && layRows(scores);
}

export function laySheetTable(view: AgencyAssessmentView, name: string, lang: Lang): Table | undefined {
  if (name === 'facts') return layRows(listSheetFacts(view, lang));
  const scores = name === 'scores' ? listIndicators(view, lang) : undefined;
  return scores && layRows(scores);
}

/** Who it is: the same in both tables of a region. */
function agencyColumns(view: AssessmentView, lang: Lang): readonly PageColumn<Sheet>[] {
  const { columns } = ASSESSMENT_TEXTS[lang];
  return [
    {
      key: 'name',
      label: columns.agency,
      type: 'text',
      read: ({ name }) => name,
      draw: ({ id, name, dataset }, page) => (
        <>
          <a href={href(page, agencyAssessmentPath(id, view.year))}>{inPinyin(page, name)}</a>
          <DatasetMark page={page} dataset={dataset} />
        </>
      ),
    },
    { key: 'id', label: columns.id, type: 'text', only: 'files', read: ({ id }) => id },
    {
      key: 'district',
      label: columns.district,
      type: 'text',
      read: ({ district }) => district.name ?? district.code,
      draw: ({ district }, page) => regionName(page, district),
    },
    { key: 'code', label: columns.code, type: 'text', only: 'files', read: ({ district }) => district.code },
    {
      key: 'dataset',
      label: columns.dataset,
      type: 'text',
      only: 'files',
      read: ({ dataset }) => (dataset === 'synthetic' ? TEXTS[lang].data.synthetic : null),
    },
  ];
}

/** `undefined` where no scheme is loaded. */
export function listScores(view: AssessmentView, lang: Lang): RowTable<Sheet> | undefined {
  const { columns: words, scores, partly } = ASSESSMENT_TEXTS[lang];
  const { scheme } = view;
  if (!scheme) return undefined;
  const columns: readonly PageColumn<Sheet>[] = [
    ...agencyColumns(view, lang),
    {
      key: 'score',
      label: words.score,
      type: 'number',
      read: ({ score }) => readPoints(score?.scoreHundredths),
      sortBy: rankByScore,
      draw: ({ score }) => (
        <>
          {pointsText(score?.scoreHundredths)}
          {score && score.assessed < score.indicators.length && (
            <span class="detail">
              {partly(formatNumber(score.assessed), formatNumber(score.indicators.length))}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'deducted',
      label: words.deducted,
      type: 'number',
      read: ({ score }) => readPoints(score?.deductedHundredths),
      draw: ({ score }) => pointsText(score?.deductedHundredths),
    },
    {
      key: 'assessed',
      label: words.assessed,
      type: 'number',
      only: 'files',
      read: ({ score }) => readPoints(score?.assessedHundredths),
    },
    {
      key: 'total',
      label: words.total,
      type: 'number',
      only: 'files',
      read: ({ score }) => readPoints(score?.totalHundredths),
    },
    ...scheme.rules.map(({ indicator }, i): PageColumn<Sheet> => ({
      key: `i${i + 1}`,
      label: inLang(indicator, lang),
      type: 'number',
      read: ({ score }) => readPoints(score?.indicators[i]?.deductedHundredths),
      draw: ({ score }) => pointsText(score?.indicators[i]?.deductedHundredths),
    })),
  ];
  return { name: 'scores', title: scores, columns, rows: sortSheets(view, columns) };
}

/** Who has not filed stands below all who have: hardly anything else can be deducted for that. */
function rankByScore({ score, facts }: Sheet): number | null {
  if (score?.scoreHundredths === undefined) return null;
  const isMissing = facts.some(({ name, amount = 0 }) => name === 'missing' && amount > 0);
  return isMissing ? score.scoreHundredths - score.totalHundredths - 1 : score.scoreHundredths;
}

export function listFacts(view: AssessmentView, lang: Lang): RowTable<Sheet> {
  const { facts: title, wholeOf, unknowns } = ASSESSMENT_TEXTS[lang];
  const find = ({ facts }: Sheet, name: Fact['name']): Fact | undefined =>
    facts.find((fact) => fact.name === name);
  const columns: readonly PageColumn<Sheet>[] = [
    ...agencyColumns(view, lang),
    ...FACT_NAMES.flatMap((name): PageColumn<Sheet>[] => {
      const { title: words, unit } = FACT_WORDS[name];
      const label = inLang(words, lang);
      return [
        {
          key: name,
          label,
          type: 'number',
          unit: inLang(unit, lang),
          read: (sheet) => find(sheet, name)?.amount ?? null,
          draw: (sheet) => {
            const fact = find(sheet, name);
            return fact ? <Amount fact={fact} lang={lang} /> : UNDEFINED;
          },
        },
        ...(WITH_WHOLE.has(name)
          ? [
              {
                key: `${name}-whole`,
                label: wholeOf(label),
                type: 'number',
                only: 'files',
                read: (sheet: Sheet) => find(sheet, name)?.whole ?? null,
              } as const,
            ]
          : []),
      ];
    }),
    {
      key: 'unknown',
      label: unknowns,
      type: 'text',
      only: 'files',
      read: ({ facts }) => listUnknown(facts, lang) || null,
    },
  ];
  return {
    name: 'facts',
    title,
    columns,
    rows: sortSheets(view, listScores(view, lang)?.columns ?? columns),
  };
}

/** With the reason where it is not known. */
const Amount = ({ fact, lang }: { readonly fact: Fact; readonly lang: Lang }) => (
  <>
    {amountText(fact, lang)}
    {fact.unknown !== undefined && <span class="detail">{unknownText(fact, lang)}</span>}
  </>
);

/** In one cell of a file. */
function listUnknown(facts: readonly Fact[], lang: Lang): string {
  const { unknownOf, separator } = ASSESSMENT_TEXTS[lang];
  return facts
    .filter(({ unknown }) => unknown !== undefined)
    .map((fact) => unknownOf(inLang(FACT_WORDS[fact.name].title, lang), unknownText(fact, lang)))
    .join(separator);
}

const WITH_WHOLE: ReadonlySet<Fact['name']> = new Set([
  'incomplete',
  'unexplained',
  'corrected-late',
  'disputes-lost',
]);

/** As they were read where nothing else is asked for: by region and id. */
const sortSheets = ({ sheets, sorting }: AssessmentView, columns: readonly PageColumn<Sheet>[]) =>
  sortRows(columns, sheets, sorting);

/** An agency's indicators; `undefined` where no scheme is loaded. */
export function listIndicators(
  { sheet, year }: AgencyAssessmentView,
  lang: Lang,
): RowTable<IndicatorScore> | undefined {
  const { columns: words, scores } = ASSESSMENT_TEXTS[lang];
  if (!sheet.score) return undefined;
  const columns: readonly PageColumn<IndicatorScore>[] = [
    {
      key: 'indicator',
      label: words.indicator,
      type: 'text',
      read: ({ rule }) => inLang(rule.indicator, lang),
    },
    {
      key: 'fact',
      label: words.fact,
      type: 'text',
      read: ({ rule }) => inLang(FACT_WORDS[rule.fact].title, lang),
    },
    { key: 'amount', label: words.amount, type: 'number', read: ({ amount }) => amount ?? null },
    { key: 'computation', label: words.computation, type: 'text', read: (one) => explainScore(one, lang) },
    {
      key: 'deducted',
      label: words.points,
      type: 'number',
      read: ({ deductedHundredths }) => readPoints(deductedHundredths),
      draw: ({ deductedHundredths }) => pointsText(deductedHundredths),
    },
    {
      key: 'limit',
      label: words.limit,
      type: 'number',
      read: ({ rule }) => readPoints(rule.limitHundredths),
      draw: ({ rule }) => pointsText(rule.limitHundredths),
    },
    {
      key: 'group',
      label: words.group,
      type: 'text',
      only: 'files',
      read: ({ rule }) => rule.group?.name ?? null,
    },
    { key: 'source', label: words.source, type: 'text', read: ({ rule }) => rule.source },
    evidenceColumn(({ fact }) => fact, { id: sheet.id, year }, lang),
  ];
  return { name: 'scores', title: scores, columns, rows: sheet.score.indicators };
}

export function listSheetFacts({ sheet, year }: AgencyAssessmentView, lang: Lang): RowTable<Fact> {
  const { columns: words, facts: title } = ASSESSMENT_TEXTS[lang];
  const columns: readonly PageColumn<Fact>[] = [
    {
      key: 'fact',
      label: words.fact,
      type: 'text',
      read: ({ name }) => inLang(FACT_WORDS[name].title, lang),
    },
    { key: 'name', label: words.name, type: 'text', only: 'files', read: ({ name }) => name },
    {
      key: 'amount',
      label: words.amount,
      type: 'number',
      read: ({ amount }) => amount ?? null,
      draw: (fact) => <Amount fact={fact} lang={lang} />,
    },
    { key: 'whole', label: words.whole, type: 'number', only: 'files', read: ({ whole }) => whole ?? null },
    { key: 'unit', label: words.unit, type: 'text', read: ({ name }) => inLang(FACT_WORDS[name].unit, lang) },
    {
      key: 'unknown',
      label: words.unknown,
      type: 'text',
      only: 'files',
      read: (fact) => unknownText(fact, lang) || null,
    },
    evidenceColumn((fact) => fact, { id: sheet.id, year }, lang),
  ];
  return { name: 'facts', title, columns, rows: sheet.facts };
}

/** Each piece leads to the page that shows it. */
function evidenceColumn<Row>(
  factIn: (row: Row) => Fact,
  whose: { readonly id: string; readonly year: number },
  lang: Lang,
): PageColumn<Row> {
  const { columns: words, evidence: none } = ASSESSMENT_TEXTS[lang];
  return {
    key: 'evidence',
    label: words.evidence,
    type: 'text',
    read: (row) => evidenceText(factIn(row), whose, lang) || null,
    draw: (row, page) => {
      const told = factIn(row).evidence.map((one) => tellEvidence(one, whose, lang));
      if (told.length === 0) return factIn(row).amount === undefined ? UNDEFINED : none.none;
      return (
        <ul class="evidence">
          {told.map(({ text, path }) => (
            <li>{path === undefined ? text : <a href={href(page, path)}>{text}</a>}</li>
          ))}
        </ul>
      );
    },
  };
}
