/** What is said of one bar: in its tooltip, and to a reader who moves along the chart with keys. */
import { formatShare, groupDigits, UNDEFINED } from '../../shared/domain/form/number-text.ts';
import { totalAt, type Drawing } from './spec.ts';

/** `予以公开  735 · 61.2 %`; a value that is no part of a whole, as at its bar's end: `公开率  61.2 % · 735 / 1 201`. */
export function valueText(drawing: Drawing, seriesIndex: number, index: number): string {
  const series = drawing.series[seriesIndex];
  const value = series?.values[index];
  if (!series || value === null || value === undefined) return UNDEFINED;
  if (!drawing.addsUp) return `${series.name}  ${drawing.ends[index] ?? UNDEFINED}`;
  const whole = totalAt(drawing, index) ?? 0;
  const share = whole > 0 ? ` · ${formatShare({ part: value, whole })}` : '';
  return `${series.name}  ${groupDigits(String(value))}${share}`;
}
