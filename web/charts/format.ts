/** Numbers as pages print them. "–" where undefined, "0" only where reported. */
import type { Share } from '../../shared/domain/derived-figures.ts';

/** No-break space: groups thousands without being taken for a decimal sign in either language. */
const GROUP = '\u00a0';
export const UNDEFINED = '–';

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, GROUP);
}

/** A count or an amount, with at most `decimals` decimals, trailing zeros left out. */
export function formatNumber(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined) return UNDEFINED;
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(decimals).split('.');
  const shown = fraction.replace(/0+$/, '');
  return `${value < 0 ? '−' : ''}${grouped(whole)}${shown === '' ? '' : `.${shown}`}`;
}

/** `61.2 %`; one decimal. */
export function formatRatio(ratio: number | undefined): string {
  return ratio === undefined ? UNDEFINED : `${(ratio * 100).toFixed(1)}${GROUP}%`;
}

export function formatShare({ part, whole }: Share): string {
  return formatRatio(whole === 0 ? undefined : part / whole);
}

/** `+12.5 %`, `−3.0 %`. */
export function formatChange(ratio: number | undefined): string {
  if (ratio === undefined) return UNDEFINED;
  const sign = ratio > 0 ? '+' : ratio < 0 ? '−' : '±';
  return `${sign}${(Math.abs(ratio) * 100).toFixed(1)}${GROUP}%`;
}

/** `+8`, `−8`, `±0`. */
export function formatDifference(difference: number | undefined): string {
  if (difference === undefined) return UNDEFINED;
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
  return `${sign}${formatNumber(Math.abs(difference))}`;
}
