/** How agencies are counted, for a file that is taken along: reports of other kinds may be left out. */
import type { ComplianceSummary } from '../../shared/domain/compliance/compliance.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { Texts } from '../texts/zh-cn.ts';

export interface Counting {
  readonly basis: ComplianceSummary['basis'];
  readonly obliged: { readonly agencies: number; readonly consolidated: number };
}

export function noteBasis({ basis, obliged }: Counting, t: Texts) {
  const { label, fileWith, fileWithout } = t.compliance.basis;
  const counts = [formatNumber(obliged.agencies), formatNumber(obliged.consolidated)] as const;
  const value = basis === 'with-consolidated' ? fileWith(...counts) : fileWithout(...counts);
  return { key: 'basis', label, value };
}
