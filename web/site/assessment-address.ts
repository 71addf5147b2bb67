/** Addresses of assessments; `href` keeps language, theme and instant. */
import { agencyYearPath, compliancePath } from './page-context.ts';
import { writeSorting, type Sorting } from './sorting.ts';

export const assessmentPath = (code: string, year: number): string =>
  `${compliancePath(code, year)}/assessment`;
export const agencyAssessmentPath = (id: string, year: number): string =>
  `${agencyYearPath(id, year)}/assessment`;

const sortQuery = (sorting: Sorting | undefined): string =>
  sorting === undefined ? '' : `sort=${writeSorting(sorting)}`;

/** `/compliance/450200/2024/assessment?sort=-deducted&page=2`. */
export function assessmentAddress(
  code: string,
  {
    year,
    sorting,
    page = 1,
  }: {
    readonly year: number;
    readonly sorting?: Sorting | undefined;
    /** From 1; files and answers have none. */
    readonly page?: number;
  },
): string {
  const query = [sortQuery(sorting), page > 1 ? `page=${page}` : ''].filter(Boolean).join('&');
  return `${assessmentPath(code, year)}${query === '' ? '' : `?${query}`}`;
}

/** What files are asked for beside the path. */
export const assessmentParameters = ({ sorting }: { readonly sorting?: Sorting | undefined }): string =>
  sortQuery(sorting);
