/** `--home` and HOME_REGION: the region that the start page begins with. */
import type { ReportTable } from '../shared/adapters/table/report-table.ts';
import { isRegionCode } from '../shared/domain/basics/region.ts';
import { UsageError } from './exit-codes.ts';

export function homeIn(code: string | undefined): string | undefined {
  if (code === undefined || code === '') return undefined;
  if (!isRegionCode(code))
    throw new UsageError(
      `"${code}" 不是六位的区划代码，如 450200 / is no region’s code of six digits, as 450200`,
    );
  return code;
}

/** A line for whoever starts a system with a home that nobody has loaded, or that is mistyped. */
export async function tellUnloadedHome(
  table: Pick<ReportTable, 'regionYears'>,
  home: string | undefined,
): Promise<string | undefined> {
  if (home === undefined) return undefined;
  const { names } = await table.regionYears(home, [], [home]);
  return names.has(home)
    ? undefined
    : `首页设为 ${home}，而这个区划还没有导入，首页暂从已导入的最上级开始 / region ${home} is not loaded: the start page begins with the top of what is`;
}
