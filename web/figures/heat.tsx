/** Shares in five steps, each with a ground of its own. */
import type { Lang } from '../texts/language.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';

/** Where a step begins, in percent. */
const STEPS = [0, 10, 20, 35, 50] as const;

/** A class; none where there is no share. */
export function nameHeat(share: number | null): string {
  if (share === null) return '';
  const step = STEPS.findLastIndex((from) => share * 100 >= from);
  return `heat-${Math.max(step, 0) + 1}`;
}

export const HeatLegend = ({ title, lang }: { readonly title: string; readonly lang: Lang }) => {
  const t = FIGURE_TEXTS[lang];
  return (
    <p class="heat-legend">
      {title}{' '}
      {STEPS.map((from, i) => (
        <span class={`heat-${i + 1}`}>{t.step(from, STEPS[i + 1])}</span>
      ))}
    </p>
  );
};
