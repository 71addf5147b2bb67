/** Whose section one has to be as 国办公开办函〔2021〕30号 一(一) has it: the own report of an agency. */
import { TEXT, type ReadValues } from '../../form/read-values.ts';
import type { Upload } from '../rule.ts';

/** A government above a township may report for the whole region. */
const MAY_BE_CONSOLIDATED = /(?<![镇乡])人民政府/;

/**
 * Not of a consolidated report, nor of a township that had nothing to report. Where nobody is known to file, the
 * document tells what it may be.
 */
export function isOverviewAsked({ edition, nil, texts }: ReadValues, { kind }: Upload): boolean {
  if (edition !== '2021') return false;
  if (kind === undefined) return !nil && !MAY_BE_CONSOLIDATED.test(texts[TEXT.agencyName] ?? '');
  return kind !== 'consolidated' && !(nil && kind === 'township');
}
