/** What a page counts, in words, and the other way to count as a link: reports about whole regions are counted, or left aside. */
import type { CountingBasis } from '../../shared/domain/compliance/compliance.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { PageContext } from './page-context.ts';

interface Props {
  readonly page: PageContext;
  readonly basis: CountingBasis;
  /** How many there are of each. */
  readonly agencies: number;
  readonly consolidated: number;
  /** The page itself, counting otherwise. */
  readonly address: (choice: 'with' | 'without') => string;
}

/** Nothing where there is no report about a whole region: both ways are the same. */
export const BasisSwitch = ({ page, basis, agencies, consolidated, address }: Props) => {
  const t = page.t.compliance.basis;
  const isWith = basis === 'with-consolidated';
  if (consolidated === 0) return <></>;
  const counts = [formatNumber(agencies), formatNumber(consolidated)] as const;
  return (
    <p class="basis-switch" data-basis={basis}>
      {isWith ? t.with(...counts) : t.without(...counts)}
      {page.t.gap}
      <a href={address(isWith ? 'without' : 'with')}>{isWith ? t.leaveOut : t.count}</a>
    </p>
  );
};
