/** The reasons of one line as small bars, in the form's order; drawn on the server, so that they need no script and print. */
import type { Part } from '../../shared/domain/form/breakdowns.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { DEPARTMENT_TEXTS } from '../texts/departments.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';

const BAR = 5;
const GAP = 4;
const HEIGHT = 28;

interface Props {
  readonly name: string;
  /** The year compared with, if any, before the year chosen. */
  readonly sides: readonly {
    readonly side: 'before' | 'now';
    readonly years: string;
    readonly reasons: readonly Part[];
  }[];
  readonly lang: Lang;
}

export const ReasonBars = ({ name, sides, lang }: Props) => {
  const t = DEPARTMENT_TEXTS[lang];
  const parts = sides.map(({ reasons }) => withShares(reasons));
  const count = Math.max(...parts.map((shares) => shares.length));
  const top = Math.max(...parts.flat());
  if (count <= 0 || !(top > 0)) return <span class="quiet">{t.noReasons}</span>;
  const step = sides.length * BAR + GAP;
  const told = sides.map(({ years, reasons }) => t.barsIn(years, tellReasons(reasons, lang)));
  return (
    <svg
      class="reason-bars"
      width={count * step}
      height={HEIGHT + 1}
      viewBox={`0 0 ${count * step} ${HEIGHT + 1}`}
      role="img"
      aria-label={t.bars(name, told.join(t.separator))}
    >
      <title>{told.join(t.separator)}</title>
      <path class="axis" d={`M0 ${HEIGHT + 0.5}H${count * step - GAP}`} />
      {sides.map(({ side }, at) =>
        (parts[at] ?? []).map((share, i) => {
          // What is there is seen, however little.
          const height = share > 0 ? Math.max(1.5, (share / top) * HEIGHT) : 0;
          return height > 0 ? (
            <rect
              class={side}
              x={i * step + at * BAR}
              y={(HEIGHT - height).toFixed(1)}
              width={BAR}
              height={height.toFixed(1)}
            />
          ) : (
            <></>
          );
        }),
      )}
    </svg>
  );
};

/** Shares of all cases with a reason of this kind. */
function withShares(reasons: readonly Part[]): number[] {
  const whole = reasons.reduce((sum, { value }) => sum + value, 0);
  return reasons.map(({ value }) => (whole > 0 ? value / whole : 0));
}

function tellReasons(reasons: readonly Part[], lang: Lang): string {
  const there = reasons.filter(({ value }) => value > 0);
  return there.length === 0
    ? DEPARTMENT_TEXTS[lang].noReasons
    : there
        .map(({ label, value }) => `${inLang(label, lang)} ${formatNumber(value)}`)
        .join(TEXTS[lang].continued.separator);
}
