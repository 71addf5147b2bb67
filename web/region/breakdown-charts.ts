/** What one year's totals divide into: reasons, applicants, ends of disputes. */
import {
  END_KEYS,
  LAWSUITS,
  RECONSIDERATIONS,
  listApplicants,
  countCorrections,
  listDisputes,
  endLabel,
  listReasons,
  type Dispute,
  type EndKey,
  type Part,
  type ReasonedOutcome,
} from '../../shared/domain/form/breakdowns.ts';
import {
  OUTCOMES,
  countLawsuits,
  computeRatio,
  countReconsiderations,
  type Share,
} from '../../shared/domain/form/derived-figures.ts';
import type { Annotation } from '../../shared/domain/form/annotations.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { layTable, type ColumnOf } from '../site/table.ts';
import { yearText } from './continued-years.ts';
import { formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import { ANNOTATION_MARK, annotationColumns, annotationText, findAnnotations } from '../site/annotations.ts';
import { chartTableName, type ChartSpec, type SeriesKey } from '../site/spec.ts';
import type { YearFigures } from './years-charts.ts';

/** A year, and the one before it, which the tables tell, too. */
export interface TwoYears {
  readonly now: YearFigures;
  readonly before: YearFigures | undefined;
  /** What changed the meaning of figures, and when. */
  readonly annotations: readonly Annotation[];
}

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { value }) => sum + value, 0);
/** Those with the most, in their order: where there are several, none is put before the others. */
function findMost(parts: readonly Part[]): readonly Part[] {
  const most = Math.max(...parts.map(({ value }) => value));
  return parts.filter(({ value }) => value === most);
}

interface PartsChart extends Pick<ChartSpec, 'id' | 'title' | 'description'> {
  readonly head: string;
  readonly key: SeriesKey;
  readonly name: string;
  readonly partsOf: (figures: Figures) => Part[];
}

interface ComparedPart {
  readonly label: string;
  readonly now: number | null;
  readonly before: number | null;
}

/** One lying bar for each part, in the form's order, with its count and its share of the whole. */
function partsChart({ now, before }: TwoYears, chart: PartsChart, lang: Lang): ChartSpec {
  const t = TEXTS[lang].chart;
  const { id, title, description, head, key, name, partsOf } = chart;
  const parts = now.figures && partsOf(now.figures);
  const whole = parts ? sumOf(parts) : 0;
  const was = before?.figures && partsOf(before.figures);
  const labels = parts ?? was;
  return {
    id,
    title,
    unit: t.cases,
    description,
    drawing:
      parts && whole > 0
        ? {
            kind: 'bars',
            asShares: false,
            addsUp: false,
            labels: parts.map(({ label }) => inLang(label, lang)),
            series: [{ key, name, values: parts.map(({ value }) => value) }],
            ends: parts.map(({ value }) =>
              value === 0 ? '0' : `${formatNumber(value)} · ${formatShare({ part: value, whole })}`,
            ),
          }
        : undefined,
    table: layTable<ComparedPart>(
      { name: chartTableName(id), title },
      [
        { key: 'label', label: head, type: 'text', read: (part) => part.label },
        { key: 'count', label: yearText(now), type: 'number', unit: t.cases, read: (part) => part.now },
        {
          key: 'share',
          label: t.shareHead,
          type: 'rate',
          read: (part) => (part.now === null || whole === 0 ? null : part.now / whole),
        },
        {
          key: 'countBefore',
          label: before ? yearText(before) : String(now.year - 1),
          type: 'number',
          unit: t.cases,
          read: (part) => part.before,
        },
      ],
      labels
        ? [
            ...labels.map(({ label }, i) => ({
              label: inLang(label, lang),
              now: parts?.[i]?.value ?? null,
              before: was?.[i]?.value ?? null,
            })),
            { label: t.total, now: parts ? whole : null, before: was ? sumOf(was) : null },
          ]
        : [],
    ),
  };
}

export function drawReasonsChart(outcome: ReasonedOutcome, years: TwoYears, lang: Lang): ChartSpec {
  const t = TEXTS[lang].chart;
  const label = OUTCOMES.find(({ key }) => key === outcome)?.label ?? { zh: outcome, en: outcome };
  const name = inLang(label, lang);
  return partsChart(
    years,
    {
      id: `reasons-${outcome}`,
      title: t.reasonsTitle[outcome],
      description: describeReasons(outcome, years, lang),
      head: t.reason,
      key: outcome,
      name,
      partsOf: (figures) => listReasons(figures, outcome),
    },
    lang,
  );
}

function describeReasons(outcome: ReasonedOutcome, { now, before }: TwoYears, lang: Lang): string {
  const t = TEXTS[lang].chart;
  if (!now.figures) return t.nothingIn(now.year);
  const parts = listReasons(now.figures, outcome);
  const whole = sumOf(parts);
  if (whole === 0) return t.noReasons[outcome](now.year);
  const was = before?.figures ? t.was(formatNumber(sumOf(listReasons(before.figures, outcome)))) : '';
  const most = findMost(parts);
  const value = most[0]?.value ?? 0;
  return (
    t.reasons[outcome](now.year, formatNumber(whole), was) +
    t.most(
      most.map(({ label }) => inLang(label, lang)),
      formatNumber(value),
      formatShare({ part: value, whole }),
    )
  );
}

export function drawApplicantsChart(years: TwoYears, lang: Lang): ChartSpec {
  const t = TEXTS[lang].chart;
  return partsChart(
    years,
    {
      id: 'applicants',
      title: t.applicantsTitle,
      description: describeApplicants(years, lang),
      head: t.applicant,
      key: 'applicants',
      name: t.received,
      partsOf: listApplicants,
    },
    lang,
  );
}

function describeApplicants({ now }: TwoYears, lang: Lang): string {
  const t = TEXTS[lang].chart;
  if (!now.figures) return t.nothingIn(now.year);
  const parts = listApplicants(now.figures);
  const whole = sumOf(parts);
  if (whole === 0) return t.noneReceived(now.year);
  const persons = parts.find(({ key }) => key === 'naturalPerson')?.value ?? 0;
  return t.applicants(
    now.year,
    formatNumber(whole),
    formatNumber(persons),
    formatShare({ part: persons, whole }),
    formatNumber(whole - persons),
    formatShare({ part: whole - persons, whole }),
  );
}

const END_SERIES: Readonly<Record<EndKey, SeriesKey>> = {
  upheld: 'upheld',
  corrected: 'corrected',
  other: 'other-end',
  pending: 'pending',
};

export function drawDisputesChart({ now, annotations: known }: TwoYears, lang: Lang): ChartSpec {
  const t = TEXTS[lang].chart;
  const disputes = now.figures ? listDisputes(now.figures) : [];
  const any = disputes.some(({ total }) => total > 0);
  const annotations = any ? findAnnotations(known, 'disputes', [now.year]) : [];
  const mark = annotations.length > 0 ? ANNOTATION_MARK : '';
  return {
    id: 'disputes',
    title: t.disputesTitle,
    unit: t.disputeCases,
    description: describeDisputes(now, lang) + annotationText(annotations, lang),
    drawing: any
      ? {
          kind: 'bars',
          asShares: false,
          addsUp: true,
          labels: disputes.map(({ label }) => inLang(label, lang) + mark),
          series: END_KEYS.map((key) => ({
            key: END_SERIES[key],
            name: inLang(endLabel(key), lang),
            values: disputes.map(({ ends }) => ends[key]),
          })),
          ends: disputes.map(({ total }) => formatNumber(total)),
        }
      : undefined,
    table: layTable<Dispute>(
      { name: chartTableName('disputes'), title: t.disputesTitle },
      [
        { key: 'label', label: t.dispute, type: 'text', read: ({ label }) => inLang(label, lang) },
        ...END_KEYS.map((key): ColumnOf<Dispute> => ({
          key,
          label: inLang(endLabel(key), lang),
          type: 'number',
          unit: t.disputeCases,
          read: ({ ends }) => ends[key],
        })),
        { key: 'total', label: t.total, type: 'number', unit: t.disputeCases, read: ({ total }) => total },
        {
          key: 'correctionRate',
          label: t.correctionRate,
          type: 'rate',
          read: (dispute) => computeRatio(correctedOf(dispute)) ?? null,
        },
        ...annotationColumns<Dispute>(annotations, lang, () => true),
      ],
      disputes,
    ),
  };
}

const correctedOf = ({ ends, total }: Dispute): Share => ({
  part: ends.corrected,
  whole: total - ends.pending,
});

function describeDisputes({ year, figures }: YearFigures, lang: Lang): string {
  const t = TEXTS[lang].chart;
  if (!figures) return t.nothingIn(year);
  const reviews = countReconsiderations(figures);
  const lawsuits = countLawsuits(figures);
  if (reviews + lawsuits === 0) return t.noDisputes(year);
  const corrected = countCorrections(figures, [...RECONSIDERATIONS, ...LAWSUITS]);
  const ended =
    corrected.whole === 0
      ? t.noneEnded
      : t.ended(formatNumber(corrected.whole), formatNumber(corrected.part), formatShare(corrected));
  return t.disputes(year, formatNumber(reviews), formatNumber(lawsuits)) + ended;
}
