/** Words of a region's lists of children and of the way to its departments: pages of the office have neither. */
import type { Lang } from './language.ts';

const childrenZhCn = {
  filter: '按名称筛选',
  filterHint: '名称的一部分',
  filterButton: '筛选',
  filterOff: '显示全部',
  departments: '按部门',
  departmentsIn: (name: string) => `${name}：按部门比较`,
  figures: '更多图表',
};
const childrenEn: typeof childrenZhCn = {
  filter: 'Filter by name',
  filterHint: 'A part of the name',
  filterButton: 'Filter',
  filterOff: 'Show all',
  departments: 'Departments',
  departmentsIn: (name) => `Departments of ${name} compared`,
  figures: 'More figures',
};

export const CHILDREN_TEXTS: Readonly<Record<Lang, typeof childrenZhCn>> = {
  'zh-CN': childrenZhCn,
  en: childrenEn,
};
