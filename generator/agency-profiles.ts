/**
 * What kinds of agencies a county-level or prefecture-level government has, and what each one's reports look like.
 * Magnitudes are plausible for a county; they are nobody's actual figures.
 */
import type { AgencyKind } from '../shared/domain/basics/calendar.ts';

export interface AgencyProfile {
  readonly slug: string;
  /** Follows the name of the region: 柳北区 + 教育局. */
  readonly name: string;
  readonly kind: AgencyKind;
  /** Median number of applications in 2019. */
  readonly applications: number;
  /** Median decisions a year. */
  readonly licensing: number;
  readonly penalties: number;
  readonly coercion: number;
  /** Median administrative fees a year, in 10 000 yuan; 0 where the agency charges none. */
  readonly feesWanYuan: number;
  /** What its texts speak of: 教育, 住房保障. */
  readonly topic: string;
}

const department = (
  slug: string,
  name: string,
  topic: string,
  applications: number,
  [licensing = 0, penalties = 0, coercion = 0, feesWanYuan = 0]: readonly number[] = [],
): AgencyProfile => ({
  slug,
  name,
  kind: 'department',
  applications,
  licensing,
  penalties,
  coercion,
  feesWanYuan,
  topic,
});

const GOVERNMENT: AgencyProfile = {
  ...department('gov', '人民政府', '政策文件', 24, []),
  kind: 'government',
};

/** Units of vertical systems (垂直管理系统单位): the system's name stands before the region's. */
export const VERTICALS = {
  sw: {
    ...department('sw', '税务局', '税费征收', 6, [40, 90, 2, 0]),
    kind: 'vertical',
    before: '国家税务总局',
  },
  dcd: { ...department('dcd', '调查队', '统计调查', 1), kind: 'vertical', before: '国家统计局' },
} as const satisfies Readonly<Record<string, AgencyProfile & { readonly before: string }>>;
export type VerticalSlug = keyof typeof VERTICALS;

/** In the order in which a small district would have them. */
const DEPARTMENTS: readonly AgencyProfile[] = [
  department('zrzy', '自然资源和规划局', '征地和规划', 22, [140, 12, 1, 220]),
  department('zjj', '住房和城乡建设局', '住房保障和征收', 20, [160, 30, 0, 150]),
  department('gaj', '公安局', '治安管理', 14, [5200, 2100, 380, 90]),
  department('scjg', '市场监督管理局', '市场监管', 7, [3900, 310, 14, 18]),
  department('rsj', '人力资源和社会保障局', '社会保险和就业', 5, [90, 22, 0, 0]),
  department('jyj', '教育局', '招生入学', 5, [36, 2, 0, 260]),
  department('czj', '财政局', '预算决算', 4, [6, 1, 0, 0]),
  department('fgj', '发展和改革局', '项目审批和价格', 3.5, [85, 1, 0, 0]),
  department('mzj', '民政局', '社会救助', 3, [60, 1, 0, 0]),
  department('wjj', '卫生健康局', '医疗卫生', 3.5, [420, 60, 2, 35]),
  department('nyj', '农业农村局', '涉农补贴', 4, [110, 20, 0, 8]),
  department('zfj', '城市管理行政执法局', '市容和违法建设', 9, [130, 640, 120, 40]),
  department('jtj', '交通运输局', '道路运输', 2.5, [520, 180, 9, 24]),
  department('slj', '水利局', '水资源', 2, [34, 8, 0, 66]),
  department('yjj', '应急管理局', '安全生产', 1.5, [40, 70, 3, 0]),
  department('hbj', '生态环境局', '环境影响评价', 4, [65, 45, 6, 12]),
  department('xzsp', '行政审批局', '政务服务', 1.5, [2600, 0, 0, 0]),
  department('sfj', '司法局', '法律服务', 2, [30, 0, 0, 0]),
  department('sjj', '审计局', '审计结果', 1, []),
  department('tjj', '统计局', '统计数据', 0.8, [0, 2, 0, 0]),
  department('swj', '商务局', '商贸流通', 0.8, [20, 1, 0, 0]),
  department('wlj', '文化和旅游局', '文化市场', 0.9, [75, 9, 0, 0]),
  department('tyj', '体育局', '全民健身', 0.5, [8, 0, 0, 0]),
  department('ybj', '医疗保障局', '医保待遇', 1.5, [0, 6, 0, 0]),
  department('tyjr', '退役军人事务局', '优抚安置', 1.2, []),
  department('xfj', '信访局', '信访事项', 1.6, []),
  department('lyj', '林业局', '林地使用', 1.4, [70, 24, 1, 15]),
  department('kjj', '科技工业和信息化局', '企业扶持资金', 1, []),
  department('dsj', '大数据发展局', '数据开放', 0.4, []),
  department('fpb', '扶贫开发办公室', '帮扶资金', 1.1, []),
  department('jrb', '金融工作办公室', '地方金融', 0.4, []),
  department('rfb', '国防动员办公室', '人民防空', 0.3, [12, 0, 0, 55]),
];

const TOWNSHIP: Omit<AgencyProfile, 'slug' | 'name'> = {
  kind: 'township',
  applications: 1.6,
  licensing: 30,
  penalties: 3,
  coercion: 0,
  feesWanYuan: 0,
  topic: '基层事务',
};

const STREETS = [
  '城中',
  '东风',
  '河西',
  '南环',
  '荣军',
  '滨江',
  '龙潭',
  '文昌',
  '驾鹤',
  '和平',
  '桃源',
  '新兴',
];
const TOWNS = [
  '城关',
  '龙江',
  '石门',
  '白沙',
  '大桥',
  '古城',
  '三江口',
  '金竹',
  '长塘',
  '太平',
  '永宁',
  '枫木',
];
/** A street office belongs to a city's district; a county has towns. */
function townships(urban: boolean): AgencyProfile[] {
  const [first, second] = urban ? [STREETS, TOWNS] : [TOWNS, STREETS];
  const nameUnit = (name: string): string =>
    STREETS.includes(name) ? `${name}街道办事处` : `${name}镇人民政府`;
  return [...first, ...second].map((name, i) => ({
    ...TOWNSHIP,
    slug: `xz${String(i + 1).padStart(2, '0')}`,
    name: nameUnit(name),
  }));
}

const institution = (slug: string, name: string, topic: string, applications: number): AgencyProfile => ({
  ...department(slug, name, topic, applications),
  kind: 'institution',
});

const INSTITUTIONS: readonly AgencyProfile[] = [
  institution('tdcb', '土地房屋征收中心', '征收补偿', 5),
  institution('jgsw', '机关事务服务中心', '公务用车和办公用房', 0.3),
  institution('jkzx', '疾病预防控制中心', '疾病防控', 0.5),
  institution('rmt', '融媒体中心', '新闻发布', 0.2),
  institution('dag', '档案馆', '档案查阅', 0.6),
  institution('gjj', '住房公积金管理部', '公积金提取', 0.9),
];

/** The agencies of one region, `count` of them: the government first, then departments, townships, institutions. */
export function makeProfiles(count: number, level: 'city' | 'district' | 'county'): AgencyProfile[] {
  const institutions = Math.floor(count * 0.08);
  const townshipCount = level === 'city' ? 0 : Math.floor(count * 0.17);
  const departments = DEPARTMENTS.slice(0, Math.max(0, count - 1 - institutions - townshipCount));
  const rest = Math.max(0, count - 1 - departments.length);
  const own = INSTITUTIONS.slice(0, Math.min(institutions, rest));
  const first = [GOVERNMENT, ...departments, ...own].slice(0, count);
  const more = townships(level === 'district');
  for (let i = 0; first.length < count; i++) {
    const profile = more[i % more.length];
    if (profile === undefined) break;
    const round = Math.floor(i / more.length);
    first.push(
      round === 0
        ? profile
        : { ...profile, slug: `${profile.slug}-${round + 1}`, name: `第${round + 1}${profile.name}` },
    );
  }
  return first;
}
