/** The path of a year: what was received, handled, disputed and corrected, each step with what it is set against. */
import { formatCounts, formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import {
  PATH_STAGES,
  readStepRate,
  tracePath,
  type PathStep,
  type PathStepKey,
} from '../../shared/domain/form/path-of-year.ts';
import { markedText, RECEIVED } from '../site/marked-totals.ts';
import { layTable } from '../site/table.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { FiguresView } from './figures-view.ts';
import type { ServerFigure } from './server-figure.tsx';

export function drawPathFigure({ region }: FiguresView, lang: Lang): ServerFigure {
  const t = FIGURE_TEXTS[lang].path;
  const { year, total } = region;
  const title = t.title(year);
  const steps = total.figures ? tracePath(total.figures) : [];
  return {
    id: 'path',
    title,
    unit: t.unit,
    description:
      steps.length === 0
        ? TEXTS[lang].chart.nothingIn(year)
        : describe(steps, year, lang) + markedText({ year, marks: total.marks }, lang, RECEIVED),
    table: layTable<PathStep>(
      { name: 'path', title },
      [
        { key: 'stage', label: t.columns.stage, type: 'text', read: ({ stage }) => t.stages[stage] },
        { key: 'step', label: t.columns.step, type: 'text', read: ({ key }) => t.steps[key] },
        { key: 'cases', label: t.columns.cases, type: 'number', read: ({ count }) => count },
        {
          key: 'relation',
          label: t.columns.relation,
          type: 'text',
          read: ({ against }) => (against ? t.relations[against.relation] : null),
        },
        {
          key: 'basis',
          label: t.columns.basis,
          type: 'text',
          read: ({ against }) => (against ? t.steps[against.basis] : null),
        },
        {
          key: 'basisCases',
          label: t.columns.basisCases,
          type: 'number',
          read: ({ against }) => against?.share.whole ?? null,
        },
        { key: 'rate', label: t.columns.rate, type: 'rate', read: (step) => readStepRate(step) ?? null },
      ],
      steps,
    ),
    draw: steps.length === 0 ? undefined : () => <Path steps={steps} lang={lang} />,
  };
}

function describe(steps: readonly PathStep[], year: number, lang: Lang): string {
  const t = FIGURE_TEXTS[lang].path;
  const at = (key: PathStepKey): PathStep | undefined => steps.find((step) => step.key === key);
  const count = (key: PathStepKey): string => formatNumber(at(key)?.count);
  const told = (key: PathStepKey): string => tellAgainst(at(key));
  return (
    t.says(year, count('toHandle'), count('received'), count('carriedIn'), told('results')) +
    (at('ended')?.count === 0
      ? t.noneEnded(count('reconsiderations'), count('lawsuits'))
      : t.disputes(count('reconsiderations'), count('lawsuits'), told('corrected')))
  );
}

/** `95.4 % · 1 187 / 1 244`; of few cases the counts alone. */
function tellAgainst(step: PathStep | undefined): string {
  if (!step?.against) return '';
  const counts = formatCounts(step.against.share);
  return readStepRate(step) === undefined ? counts : `${formatShare(step.against.share)} · ${counts}`;
}

const Path = ({ steps, lang }: { readonly steps: readonly PathStep[]; readonly lang: Lang }) => {
  const t = FIGURE_TEXTS[lang].path;
  return (
    <ol class="path">
      {PATH_STAGES.map((stage) => (
        <li>
          <h4>{t.stages[stage]}</h4>
          <dl>
            {steps
              .filter((step) => step.stage === stage)
              .map((step) => (
                <Step step={step} lang={lang} />
              ))}
          </dl>
        </li>
      ))}
    </ol>
  );
};

const Step = ({ step, lang }: { readonly step: PathStep; readonly lang: Lang }) => {
  const t = FIGURE_TEXTS[lang].path;
  const { key, count, against } = step;
  const rate = readStepRate(step);
  return (
    <div>
      <dt>{t.steps[key]}</dt>
      <dd>
        <span class="value">{formatNumber(count)}</span>
        {rate !== undefined && against?.relation === 'share' && <ShareBar share={rate} />}
        {against && (
          <span class="basis">
            {t.against[against.relation](t.steps[against.basis], formatNumber(against.share.whole))}
            {rate !== undefined && ` ${formatShare(against.share)}`}
          </span>
        )}
      </dd>
    </div>
  );
};

const BAR_PX = 120;

const ShareBar = ({ share }: { readonly share: number }) => (
  <svg class="share-bar" viewBox={`0 0 ${BAR_PX} 6`} width={BAR_PX} height="6" aria-hidden="true">
    <rect class="rest" x="0" y="0" width={BAR_PX} height="6" />
    <rect class="part" x="0" y="0" width={(Math.min(share, 1) * BAR_PX).toFixed(1)} height="6" />
  </svg>
);
