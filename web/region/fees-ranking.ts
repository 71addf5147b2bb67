/** Fees collected by a region's children side by side, the one that collected most first. */
import { formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import { addFees, readFee, type ProcessingFees } from '../../shared/domain/form/processing-fees.ts';
import { chartTableName, type ChartSpec } from '../site/spec.ts';
import { layTable } from '../site/table.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { ChildrenChart } from './children-chart.ts';
import { feeColumns, formatFee } from './fees.ts';

export interface ChildFees {
  readonly name: string;
  readonly path?: string;
  readonly fees: ProcessingFees;
}

const readCollected = ({ fees }: ChildFees): number => readFee(fees, 'collectedCny') ?? 0;

/** Who collected nothing, or does not say, has no bar. */
export function drawFeesRanking(
  kind: 'regions' | 'agencies',
  children: readonly ChildFees[],
  maxBars: number,
  lang: Lang,
): ChildrenChart {
  const t = TEXTS[lang].fees;
  const { chart } = TEXTS[lang];
  const ranked = children
    .filter((child) => readCollected(child) > 0)
    .sort((a, b) => readCollected(b) - readCollected(a));
  // One bar less is not worth a bar that says "others".
  const rest = ranked.length > maxBars + 1 ? ranked.slice(maxBars) : [];
  const others = {
    name: chart.others(formatNumber(rest.length)),
    fees: addFees(rest.map(({ fees }) => fees)),
  };
  const bars: readonly ChildFees[] = rest.length > 0 ? [...ranked.slice(0, maxBars), others] : ranked;
  const id = `fees-${kind}`;
  const title = t.rankingTitle[kind];
  const spec: ChartSpec = {
    id,
    title,
    unit: t.yuan,
    description: describe(kind, ranked, lang),
    drawing:
      bars.length > 0
        ? {
            kind: 'bars',
            asShares: false,
            addsUp: false,
            labels: bars.map(({ name }) => name),
            series: [{ key: 'fees', name: t.collectedCny, values: bars.map(readCollected) }],
            ends: bars.map(({ fees }) => formatFee(fees, 'collectedCny')),
          }
        : undefined,
    table: layTable<ChildFees>(
      { name: chartTableName(id), title },
      [
        {
          key: 'label',
          label: kind === 'regions' ? chart.region : chart.agency,
          type: 'text',
          read: ({ name }) => name,
        },
        ...feeColumns<ChildFees>(TEXTS[lang], ({ fees }) => fees, { withCounts: kind === 'regions' }),
      ],
      bars,
    ),
    paths: bars.map(({ path }) => path),
  };
  return {
    spec,
    folded: rest.length,
    foldedNote: t.foldedNote(formatNumber(rest.length)),
    children: ranked.length,
    shown: ranked.length,
  };
}

function describe(kind: 'regions' | 'agencies', ranked: readonly ChildFees[], lang: Lang): string {
  const t = TEXTS[lang].fees;
  const [first] = ranked;
  if (!first) return t.nobodyCollected[kind];
  const sum = formatFee(first.fees, 'collectedCny');
  if (ranked.length === 1) return t.oneCollected(first.name, sum);
  const whole = addFees(ranked.map(({ fees }) => fees)).collectedFen.sum;
  const share = formatShare({ part: first.fees.collectedFen.sum, whole });
  return t.mostCollected(kind, formatNumber(ranked.length), first.name, sum, share);
}
