/** Numbers as they are printed, on pages, in mails and in files. "–" where undefined, "0" only where reported. */
import { computeRatio, type Share } from './derived-figures.ts';
import { tenthsOfPercent } from '../basics/rounding.ts';

/** No-break space: groups thousands without being taken for a decimal sign in either language. */
const GROUP = '\u00a0';
export const UNDEFINED = '–';

export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, GROUP);
}

/** A count or an amount, with at most `decimals` decimals, trailing zeros left out. */
export function formatNumber(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined) return UNDEFINED;
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(decimals).split('.');
  const shown = fraction.replace(/0+$/, '');
  return `${value < 0 ? '−' : ''}${groupDigits(whole)}${shown === '' ? '' : `.${shown}`}`;
}

/** `61.2`, of 612 tenths. */
const tenthsText = (tenths: number): string =>
  `${groupDigits(String(Math.floor(Math.abs(tenths) / 10)))}.${Math.abs(tenths) % 10}`;
const signOf = (value: number): string => (value > 0 ? '+' : value < 0 ? '−' : '±');

/** `61.2 %`; one decimal. */
export function formatRatio(ratio: number | undefined): string {
  if (ratio === undefined) return UNDEFINED;
  return `${ratio < 0 ? '−' : ''}${tenthsText(tenthsOfPercent(ratio))}${GROUP}%`;
}

export const formatShare = (share: Share): string => formatRatio(computeRatio(share));

/** `735 / 1 201`: what a share stands on. */
export const formatCounts = ({ part, whole }: Share): string =>
  `${formatNumber(part)} / ${formatNumber(whole)}`;

/** `+12.5 %`, `−3.0 %`. */
export const formatChange = (ratio: number | undefined): string =>
  ratio === undefined
    ? UNDEFINED
    : `${signOf(ratio)}${tenthsText(tenthsOfPercent(Math.abs(ratio)))}${GROUP}%`;

/** `+8`, `−8`, `±0`. */
export function formatDifference(difference: number | undefined, decimals = 0): string {
  if (difference === undefined) return UNDEFINED;
  return `${signOf(difference)}${formatNumber(Math.abs(difference), decimals)}`;
}

/** `+2.5`, in percentage points: of what is printed, so that a reader who subtracts finds the same. */
export function formatPoints(now: number, before: number): string {
  const tenths = tenthsOfPercent(now) - tenthsOfPercent(before);
  return `${signOf(tenths)}${tenthsText(tenths)}`;
}
