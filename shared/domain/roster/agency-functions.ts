/**
 * What agencies are there for (职能): by it those of different districts are pooled and compared. The roster may name it;
 * where it does not, it follows from the agency's kind and name, by a list that operators may replace (`gouji load functions`).
 */
import type { AgencyKind, Instant } from '../basics/calendar.ts';
import { foldName } from '../basics/same-name.ts';
import type { Text } from '../basics/text.ts';

export interface AgencyFunction {
  /** Lower-case letters, digits and hyphens: programs and addresses name it by this. */
  readonly id: string;
  readonly name: Text;
  /** Parts of agencies' names. */
  readonly patterns: readonly string[];
}

/** An operator's list, which stands in the place of the built-in one; an empty one brings that back. */
export interface FunctionList {
  /** The load that made it so. */
  readonly since: Instant;
  readonly entries: readonly AgencyFunction[];
}

const entry = (id: string, zh: string, en: string, ...patterns: string[]): AgencyFunction => ({
  id,
  name: { zh, en },
  patterns,
});

/**
 * Words that other agencies have in the middle of their names (文化市场综合行政执法支队, 交通与建设局): they count behind the name of
 * a place alone, which ends with one of these.
 */
const PLACE_ENDS = ['市', '县', '区', '州', '旗', '会'];
const afterPlace = (...words: readonly string[]): string[] =>
  words.flatMap((word) => PLACE_ENDS.map((end) => end + word));
/** A name that leaves its place out is read as if it had one. */
const SOME_PLACE = '区';

/** Agencies of these kinds have their function by the kind: 永宁镇人民政府 and 文昌街道办事处 by whatever name. */
const TOWNSHIP = 'township';
const GOVERNMENT = 'government';
/** The committees of zones, whatever the zone is for (旅游度假区管理委员会); their bureaus (管委会财政局) are told by their work. */
const ZONES = 'zones';
const ZONE_COMMITTEE = /区(?:管理委员会|管委会)$/u;
const BY_KIND: Readonly<Partial<Record<AgencyKind, string>>> = {
  township: TOWNSHIP,
  government: GOVERNMENT,
};

/** What is left; it can't be named in a list. */
export const OTHER_FUNCTION: AgencyFunction = entry('other', '其他', 'Other');

/** The first that fits counts: what stands within another's words comes before it (征收 before 房屋, 公积金 before 住房). */
export const BUILT_IN_FUNCTIONS: readonly AgencyFunction[] = [
  entry(
    GOVERNMENT,
    '政府办公室',
    'Government office',
    '人民政府办公',
    '政府办',
    '管委会办公室',
    '党政办',
    '党政综合办',
  ),
  entry(TOWNSHIP, '乡镇街道', 'Townships and streets', '街道办事处', '镇人民政府', '乡人民政府'),
  entry('public-security', '公安', 'Public security', '公安局', '公安分局', '公安厅', '公安处', '公安支队', '公安大队', '公安交通', '交通警察', '交警', '派出所'), // prettier-ignore
  entry('justice', '司法行政', 'Justice', '司法局', '司法厅', '司法和'),
  entry('complaints', '信访', 'Letters and complaints', '信访'),
  entry('expropriation', '征收拆迁', 'Expropriation', '房屋征收', '土地征收', '征收中心', '征收补偿', '征收与补偿', '征收和补偿', '征收安置', '征收服务', '征收事务', '征收办', '征地', '拆迁', '征补'), // prettier-ignore
  entry('housing-fund', '住房公积金', 'Housing provident fund', '公积金'),
  entry('housing', '住房城乡建设', 'Housing and construction', '住房', '住建', '城乡建设', '城市建设', '规划建设', '建设和交通', '建设与交通', ...afterPlace('建设局', '建设厅'), '建设委员会', '房产', '房屋', '房地产', '房管'), // prettier-ignore
  entry('transport', '交通运输', 'Transport', '交通', '公路', '港航', '道路运输', '铁路'),
  entry('natural-resources', '自然资源和规划', 'Natural resources and planning', '自然资源', '国土', '规划', '不动产登记', '土地储备'), // prettier-ignore
  entry('ecology', '生态环境', 'Ecology and environment', '生态环境', '环境保护', '环保'),
  entry('urban-management', '城市管理', 'Urban management', '城市管理', '城管局', '城管执法', ...afterPlace('综合执法', '综合行政执法', '行政执法'), '市容', '环境卫生', '环卫', '市政公用', '市政管理'), // prettier-ignore
  entry('market', '市场监管', 'Market regulation', '市场监督', '市场监管', '工商行政', '质量技术', '食品药品', '药品监督', '知识产权'), // prettier-ignore
  entry('human-resources', '人力资源社会保障', 'Human resources and social security', '人力资源', '人社', '社会保险', '社保', '劳动', '就业'), // prettier-ignore
  entry('medical-insurance', '医疗保障', 'Medical insurance', '医疗保障', '医保'),
  entry('health', '卫生健康', 'Health', '卫生', '卫健', '疾病预防', '疾控', '中医药', '计划生育'),
  entry('education', '教育', 'Education', '教育', '教体', '教科'),
  entry('industry', '工业和信息化', 'Industry and information technology', '工业和信息', '工业信息', '经济和信息', '经信', '工信'), // prettier-ignore
  entry('development-reform', '发展改革', 'Development and reform', '发展和改革', '发展改革', '发改', '经济发展', '物价', '粮食'), // prettier-ignore
  entry('science', '科技', 'Science and technology', '科学技术', '科技'),
  entry('finance', '财政', 'Finance', '财政', '非税收入'),
  entry('audit', '审计', 'Audit', '审计'),
  entry('statistics', '统计', 'Statistics', '统计'),
  entry('state-assets', '国资监管', 'State assets', '国有资产', '国资'),
  entry('civil-affairs', '民政', 'Civil affairs', '民政局', '民政厅', '民政和'),
  entry('ethnic-religious', '民族宗教', 'Ethnic and religious affairs', '民族宗教', '民族事务', '宗教', '民宗'), // prettier-ignore
  entry('agriculture', '农业农村', 'Agriculture and rural affairs', '农业', '畜牧', '农机', '扶贫', '乡村振兴', '渔业'), // prettier-ignore
  entry('forestry', '林业园林', 'Forestry and parks', '林业', '林草', '园林', '绿化'),
  entry('water', '水利', 'Water resources', '水利', '水务', '水库'),
  entry('commerce', '商务', 'Commerce', '商务', '投资促进', '招商', '口岸'),
  entry('culture-tourism', '文化旅游', 'Culture and tourism', '文化', '旅游', '文旅', '文体', '广播电视', '广电', '文物', '新闻出版'), // prettier-ignore
  entry('sports', '体育', 'Sports', '体育'),
  entry('veterans', '退役军人事务', 'Veterans affairs', '退役军人'),
  entry('emergency', '应急管理', 'Emergency management', '应急', '安全生产', '安监', '地震', '消防'),
  entry('government-services', '政务服务', 'Government services', '政务服务', '行政审批', '大数据', '数据局', '数据管理', '公共资源交易'), // prettier-ignore
  entry('local-finance', '地方金融', 'Local financial affairs', '金融'),
  entry('civil-air-defence', '国防动员', 'National defence mobilisation', '国防动员', '人民防空', '人防'),
  entry('foreign-affairs', '外事侨务', 'Foreign and overseas Chinese affairs', '外事', '侨务'),
  entry('logistics', '机关事务', 'Government offices administration', '机关事务'),
  entry('archives', '档案史志', 'Archives and local history', '档案', '地方志', '史志'),
  entry('tax', '税务', 'Taxation', '税务'),
  entry('customs', '海关', 'Customs', '海关'),
  entry('meteorology', '气象', 'Meteorology', '气象'),
  entry('supply-marketing', '供销合作', 'Supply and marketing cooperatives', '供销'),
  entry('tobacco', '烟草专卖', 'Tobacco monopoly', '烟草'),
  entry('post', '邮政管理', 'Postal administration', '邮政'),
  entry('disabled-persons', '残疾人工作', 'Disabled persons', '残联', '残疾人'),
  entry(ZONES, '开发区', 'Development zones', '管理委员会', '管委会'),
];

export interface NamedFunctions {
  readonly entries: readonly AgencyFunction[];
  readonly byId: ReadonlyMap<string, AgencyFunction>;
}

/** `list`: what an operator loaded, if anything was. */
export function indexFunctions(list: Pick<FunctionList, 'entries'> | undefined): NamedFunctions {
  const loaded = list?.entries ?? [];
  const entries = loaded.length > 0 ? loaded : BUILT_IN_FUNCTIONS;
  return { entries, byId: new Map(entries.map((one) => [one.id, one])) };
}

interface Agency {
  readonly name: string;
  readonly kind: AgencyKind;
  /** What the roster names. */
  readonly function?: string | undefined;
}

/** What an agency is there for: as the roster has it, else by its kind, else by its name. A list may lack what either names. */
export function tellFunction(agency: Agency, { entries, byId }: NamedFunctions): AgencyFunction {
  const name = SOME_PLACE + foldName(agency.name);
  const stated = [agency.function, BY_KIND[agency.kind], ZONE_COMMITTEE.test(name) ? ZONES : undefined];
  for (const id of stated) {
    const found = id === undefined ? undefined : byId.get(id);
    if (found) return found;
  }
  return entries.find(({ patterns }) => patterns.some((pattern) => name.includes(pattern))) ?? OTHER_FUNCTION;
}

/** By its id or either of its names, as a file may have it. */
export const findFunction = (text: string, { entries }: NamedFunctions): AgencyFunction | undefined =>
  entries.find(
    ({ id, name }) => id === text || name.zh === text || name.en.toLowerCase() === text.toLowerCase(),
  );
