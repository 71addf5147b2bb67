/**
 * The one rounding of rates, for pages, drawings, files and mails: tenths of a percent, half away from zero.
 *
 * A quotient of two counts is the double nearest to it, and so is each half tenth: up to 10^12 cases no other quotient has
 * the double of a half, so that comparing doubles decides as exact arithmetic would.
 */
const TENTHS = 1000;

/** Never 0 or 1000 unless the ratio is exactly 0 or 1: of 4 000 cases, 3 999 are not all of them. */
export function tenthsOfPercent(ratio: number): number {
  const size = Math.abs(ratio);
  const tenths = roundTenths(size);
  const told =
    tenths === 0 && size > 0 ? 1 : tenths === TENTHS && size !== 1 ? tenths + (size < 1 ? -1 : 1) : tenths;
  return ratio < 0 ? -told : told;
}

function roundTenths(size: number): number {
  const near = Math.round(size * TENTHS);
  const halfBelow = (2 * near - 1) / (2 * TENTHS);
  const halfAbove = (2 * near + 1) / (2 * TENTHS);
  return size >= halfAbove ? near + 1 : size < halfBelow ? near - 1 : near;
}
