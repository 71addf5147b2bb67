/** From one page of a long list to the others. */
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { PageContext } from './page-context.ts';

interface Props {
  readonly page: PageContext;
  readonly label: string;
  /** Which part of the list is shown. */
  readonly says: string;
  /** From 1. */
  readonly current: number;
  readonly pages: number;
  readonly address: (page: number) => string;
}

export const PageLinks = ({ page, label, says, current, pages, address }: Props) => {
  const t = page.t.compliance.lists;
  if (pages <= 1) return <></>;
  return (
    <nav class="pages" aria-label={label}>
      <p class="quiet">{says}</p>
      <ul>
        {current > 1 && (
          <li>
            <a rel="prev" href={address(current - 1)}>
              {t.previous}
            </a>
          </li>
        )}
        {pagesShown(current, pages).map((number, i, all) => (
          <li>
            {i > 0 && number - (all[i - 1] ?? 0) > 1 && <span class="gap">…</span>}
            <a
              href={address(number)}
              aria-label={t.page(formatNumber(number))}
              aria-current={number === current ? 'page' : undefined}
            >
              {formatNumber(number)}
            </a>
          </li>
        ))}
        {current < pages && (
          <li>
            <a rel="next" href={address(current + 1)}>
              {t.next}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
};

/** The first, the last, and those around the current one. */
function pagesShown(current: number, pages: number): number[] {
  return Array.from({ length: pages }, (_, i) => i + 1).filter(
    (number) => number === 1 || number === pages || Math.abs(number - current) <= 2,
  );
}
