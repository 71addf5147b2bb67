/** A long table's rows a hundred at once, and the way to the others. */
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { PageContext } from './page-context.ts';
import { PageLinks } from './page-links.tsx';

/** A large city has hundreds of agencies of one kind. */
const PAGE_SIZE = 100;

interface RowPage<Row> {
  readonly rows: readonly Row[];
  /** Counted from 0. */
  readonly first: number;
  readonly total: number;
  /** From 1; one beyond the last is the last. */
  readonly current: number;
  readonly pages: number;
}

/** `listed`: the page that is asked for, from 1. */
export function pageRows<Row>(rows: readonly Row[], listed: number): RowPage<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  const current = Math.min(listed, pages);
  const first = (current - 1) * PAGE_SIZE;
  return { rows: rows.slice(first, first + PAGE_SIZE), first, total: rows.length, current, pages };
}

interface Props {
  readonly page: PageContext;
  readonly shown: RowPage<unknown>;
  readonly address: (page: number) => string;
}

export const RowPageLinks = ({ page, shown: { rows, first, total, current, pages }, address }: Props) => {
  const t = page.t.compliance.lists;
  return (
    <PageLinks
      page={page}
      label={t.pages}
      says={t.range(formatNumber(first + 1), formatNumber(first + rows.length), formatNumber(total))}
      current={current}
      pages={pages}
      address={address}
    />
  );
};
