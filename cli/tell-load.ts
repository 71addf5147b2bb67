/** What a load changes, or would change, in words. */
import type { Cleaned } from '../shared/contracts/files/table-file.ts';
import type { AgencyYearState } from '../shared/domain/standing/agency-year.ts';
import type { Namesakes } from '../shared/domain/roster/namesakes.ts';
import type { CalendarLine } from '../shared/contracts/files/calendar-file.ts';
import type { CalendarRecord, CalendarScope } from '../shared/domain/standing/calendar-entry.ts';
import { writeStretch } from '../shared/domain/basics/stretch.ts';
import { STATE_WORDS } from '../shared/domain/compliance/state-words.ts';
import {
  deadlineWith,
  internalDateWith,
  isLate,
  type CalendarPlan,
  type DatesChange,
} from '../shared/pipeline/load-calendar.ts';
import { isNothing, type Disclosure } from '../shared/domain/roster/disclosure.ts';
import { countDisclosure, type DisclosurePlan } from '../shared/pipeline/load-disclosure.ts';
import type { Annotation } from '../shared/domain/form/annotations.ts';
import type { AnnotationsPlan } from '../shared/pipeline/load-annotations.ts';
import type { PopulationPlan } from '../shared/pipeline/load-population.ts';
import type { MapPlan } from '../shared/pipeline/load-map.ts';
import type { FunctionsPlan } from '../shared/pipeline/load-functions.ts';
import { sumWorth, type SchemeRule } from '../shared/domain/assessment/scheme.ts';
import type { SchemePlan } from '../shared/pipeline/load-scheme.ts';
import type { PhrasesPlan } from '../shared/pipeline/load-phrases.ts';
import type {
  ChangedEntry,
  FiledChange,
  ObligationChange,
  OutsideYears,
  RegionsPreview,
  RosterPreview,
} from '../shared/pipeline/preview-load.ts';

export interface Told {
  /** For a preview: every change. */
  readonly details: readonly string[];
  /** What an operator must know even where no preview was asked for; among the details too. */
  readonly warnings: readonly string[];
  /** One line of counts. */
  readonly summary: string;
}

/** What was read otherwise than it stands in the file: whoever compares the two should know. */
export function withCleaned(told: Told, cleaned: readonly Cleaned[]): Told {
  const lines = section(
    '已清理看不见或形近的字符 cleaned of characters that cannot be seen or look like others',
    cleaned.map(({ line, column, before, after }) => `${line} ${column}: ${before} → ${after}`),
  );
  return { ...told, details: [...told.details, ...lines], warnings: [...told.warnings, ...lines] };
}

/** `outside`: agencies that owe reports for years in which their region's code is none. */
export function tellRegions(
  { added, changed, unchanged, succession }: RegionsPreview,
  outside: readonly OutsideYears[],
): Told {
  const named = ({ code, name }: { code: string; name: string }): string => `${code} ${name}`;
  const warnings = section(
    '警告:机构在区划代码不存在的年度仍须报送,请在名录中写明其起止年度 warning: agencies owe reports for years in which the code is none, give them first and last years in the roster',
    outside.map((one) => `${named(one)}  ${one.year}: ${one.agencies}`),
  );
  return {
    details: [
      ...section(
        '新增 added',
        added.map((one) => `${named(one)}${tellSpan(one)}`),
      ),
      ...section(
        '变更 changed',
        changed.map((one) => tellChanged(named(one.entry), one)),
      ),
      ...section(
        '承接以前各年的数字 figures of earlier years are taken on from',
        succession
          .filter(({ continued }) => continued.length > 0)
          .map(({ entry, continued }) => `${named(entry)}: ${continued.join(', ')}`),
      ),
      ...section(
        '不承接数字(前身仍在、分为几个,或未写起始年度) figures are not taken on (the predecessor goes on, was split, or no first year is given)',
        succession
          .filter(({ apart }) => apart.length > 0)
          .map(({ entry, apart }) => `${named(entry)}: ${apart.join(', ')}`),
      ),
      ...warnings,
    ],
    warnings,
    summary: `${added.length + changed.length + unchanged} regions loaded: ${counts(added.length, changed.length, unchanged)}`,
  };
}

/** `  2023–`; nothing where a region has always been there, and still is. */
const tellSpan = ({ from, to }: RegionsPreview['added'][number]): string =>
  from === undefined && to === undefined ? '' : `  ${writeStretch(from, to)}`;

/** `absent`: columns that the file lacks; `outside`: years in which the district's code is none. */
export function tellRoster(
  preview: RosterPreview,
  absent: readonly string[] = [],
  outside: readonly ObligationChange[] = [],
): Told {
  const { added, changed, unchanged, begins, ends, filed, unnamed, namesakes } = preview;
  const named = ({ id, name }: { id: string; name: string }): string => `${id} ${name}`;
  const cleared = changed.flatMap(({ changes }) => changes).filter(({ after }) => after === '').length;
  const warnings = [
    ...section(
      '警告:所属区划在这些年度不存在 warning: the code of their district is none of these years',
      outside.map((one) => `${tellYears(one)}  ${one.entry.district}`),
    ),
    ...section(
      '警告:同一地区有名称相同的机关,报告上的名称分不清是哪一个;重复建档的请只留一个编号,已撤销的请用“to”写明最后年度 warning: agencies of one district with the same name, so that a report’s name does not tell whose it is; keep one id where it is one agency, end the former one with "to"',
      namesakes.map(tellNamesakes),
    ),
    ...tellAllFiled(filed),
  ];
  return {
    details: [
      ...section(
        '新增 added',
        added.map((one) => `${named(one)}  ${one.district} ${one.kind} ${writeStretch(one.from, one.to)}`),
      ),
      ...section(
        '变更 changed',
        changed.map((one) => tellChanged(named(one.entry), one)),
      ),
      ...section(
        '文件没有这些列,已载入的内容保持不变 the file lacks these columns: what is loaded stays',
        absent,
      ),
      ...tellObligations({ begins, ends }),
      ...warnings,
      ...section(
        '同一地区中文件未列、保持不变的机关 of the same districts, not named, unchanged (to end one, load it with "to")',
        unnamed.map((one) => `${named(one)}  ${one.district}`),
      ),
    ],
    warnings,
    summary:
      `${added.length + changed.length + unchanged} agencies loaded: ${counts(added.length, changed.length, unchanged)}; ` +
      `obligations ${yearsIn(begins)} begun, ${yearsIn(ends)} ended; ${unnamed.length} of the same districts not named; ` +
      `${filed.length} filed reports change; ${cleared} values cleared, ${absent.length} columns left as they are`,
  };
}

/** What becomes of reports that are filed already. */
export const tellAllFiled = (filed: readonly FiledChange[]): string[] => [
  ...section(
    '警告:以下已报送的报告不再计入,报告本身保留 warning: reports that are unfiled, they stay but count nowhere',
    filed.filter(isUnfiled).map(tellFiled),
  ),
  ...section(
    '警告:以下报告的说明失效、重新待说明 warning: reports that are re-opened, their explanations no longer hold',
    filed.filter((one) => !isUnfiled(one) && one.lapsed.length > 0).map(tellFiled),
  ),
  ...section(
    '警告:以下报告转为待说明或有新的提示 warning: reports that are flagged',
    filed.filter((one) => !isUnfiled(one) && one.lapsed.length === 0 && one.opened.length > 0).map(tellFiled),
  ),
  ...section(
    '以下已报送的报告状态改变 filed reports that change otherwise',
    filed.filter((one) => !isUnfiled(one) && one.lapsed.length + one.opened.length === 0).map(tellFiled),
  ),
];

export const tellObligations = ({ begins, ends }: Pick<RosterPreview, 'begins' | 'ends'>): string[] => [
  ...section('新负报送义务的年度 obliged from now on for', begins.map(tellYears)),
  ...section('不再负报送义务的年度 no longer obliged for', ends.map(tellYears)),
];

const isInternal = ({ type }: CalendarScope): boolean => type === 'internal';

export function tellCalendar({ entries, changes }: CalendarPlan, lines: readonly CalendarLine[]): Told {
  const withdrawn = entries.filter(({ until }) => until === undefined);
  const set = entries.filter(({ until }) => until !== undefined);
  const loaded = lines.some(isInternal) ? 'extensions and internal dates' : 'extensions';
  const tellSet = ({ year, scope, kind, until, reason, before }: CalendarRecord): string =>
    `${year} ${scope} ${kind ?? '*'}: ${before?.at(-1)?.until ?? '–'} → ${until ?? ''}  ${reason}`;
  return {
    details: [
      ...section('延期 extended', set.filter((entry) => !isInternal(entry)).map(tellSet)),
      ...section(
        '内部时限(是否迟报仍按法定期限) internal dates (lateness is still told by the law’s)',
        set.filter(isInternal).map(tellSet),
      ),
      ...section(
        '撤销 withdrawn',
        withdrawn.map(
          (entry) =>
            `${entry.year} ${entry.scope} ${entry.kind ?? '*'}${isInternal(entry) ? ' 内部时限 internal' : ''}  ${entry.reason}`,
        ),
      ),
      ...tellDeadlines(changes),
    ],
    warnings: [],
    summary:
      `${lines.length} ${loaded} loaded: ` +
      `${set.length} set, ${withdrawn.length} withdrawn, ${lines.length - entries.length} unchanged; ` +
      countDeadlines(changes),
  };
}

/** Also what taking a load back changes. */
export function tellPhrases({ entries, changes }: PhrasesPlan): Told {
  const told = changes.map(({ before, after }) => {
    const wrong = (after ?? before)?.wrong ?? '';
    return `${wrong}: ${before?.right ?? '–'} → ${after?.right ?? '–'}  ${after?.source.zh ?? ''}`.trimEnd();
  });
  const count = (isOne: (change: PhrasesPlan['changes'][number]) => boolean) => changes.filter(isOne).length;
  return {
    details: section('错词 wrong phrases', told),
    warnings: [],
    summary:
      `${entries.length} wrong phrases on the list: ${count(({ before }) => !before)} added, ` +
      `${count(({ before, after }) => before !== undefined && after !== undefined)} changed, ${count(({ after }) => !after)} withdrawn; ` +
      'it judges what is received from now on',
  };
}

/** Also what taking a load back changes. */
export function tellFunctions({ changes, isReordered }: FunctionsPlan): Told {
  const told = changes.map(({ before, after }) => {
    const { id = '', name } = after ?? before ?? {};
    const says = (one: typeof before): string => one?.patterns.join('、') ?? '–';
    return `${id} ${name?.zh ?? ''}: ${says(before)} → ${says(after)}`;
  });
  const count = (isOne: (change: FunctionsPlan['changes'][number]) => boolean) =>
    changes.filter(isOne).length;
  return {
    details: section('职能 functions', told),
    warnings: [],
    summary:
      `functions: ${count(({ before }) => !before)} added, ` +
      `${count(({ before, after }) => before !== undefined && after !== undefined)} changed, ${count(({ after }) => !after)} removed` +
      (isReordered ? '; in another order' : ''),
  };
}

/** Also what taking a load back changes. */
export function tellScheme({ rules, changes, isReordered }: SchemePlan): Told {
  const told = changes.map(({ before, after }) => {
    const says = (one: typeof before): string => (one ? tellSchemeRule(one) : '–');
    return `${(after ?? before)?.indicator.zh ?? ''}: ${says(before)} → ${says(after)}`;
  });
  return {
    details: section('考核指标 indicators', told),
    warnings: [],
    summary:
      `scheme: ${rules.length} indicators, ${sumWorth(rules) / 100} points; ${changes.length} changed` +
      (isReordered ? '; in another order' : ''),
  };
}

/** `filed-late 0.5 / 1, ≤ 5, within 3 (来源)`. */
const tellSchemeRule = ({
  fact,
  deductionHundredths,
  per,
  limitHundredths,
  within,
  group,
  source,
}: SchemeRule): string =>
  [
    `${fact} ${deductionHundredths / 100}${per === undefined ? '' : ` / ${per}`}`,
    `≤ ${limitHundredths / 100}`,
    ...(within === undefined ? [] : [`within ${within}`]),
    ...(group ? [`${group.name} ≤ ${group.limitHundredths / 100}`] : []),
  ].join(', ') + ` (${source})`;

export function tellDisclosure(plan: DisclosurePlan): Told {
  const told = plan.changes.map(({ agency, before, after }) => {
    const says = (one: Disclosure | undefined): string =>
      one === undefined || isNothing(one)
        ? '–'
        : [
            ...(one.guide ? [`指南 guide ${one.guide.url}`] : []),
            ...(one.catalogue ? [`目录 catalogue ${one.catalogue.url}`] : []),
            ...(one.contact ? ['受理机构 contact'] : []),
            `查阅点 reading points ${one.points.length}`,
            `社会评议 reviews ${one.reviews.length}`,
          ].join('、');
    return `${agency}: ${says(before)} → ${says(after)}`;
  });
  const { added, changed, removed, unchanged } = countDisclosure(plan);
  return {
    details: section('公开指南、目录和查阅点 guides, catalogues and reading points', told),
    warnings: [],
    summary: `disclosure: ${added} agencies added, ${changed} changed, ${removed} removed, ${unchanged} unchanged`,
  };
}

export function tellAnnotations({ added, removed }: AnnotationsPlan): Told {
  const says = ({ year, what, source }: Annotation): string => `${year} ${what.zh}(${source.zh})`;
  return {
    details: [
      ...section('新增的注释 annotations added', added.map(says)),
      ...section('删去的注释 annotations removed', removed.map(says)),
    ],
    warnings: [],
    summary: `annotations: ${added.length} added, ${removed.length} removed`,
  };
}

/** Also what taking a load back changes. */
export function tellPopulation({ changes }: PopulationPlan): Told {
  const told = changes.map(
    ({ parent, last, entries }) => `${parent}: ${last?.entries.length ?? 0} → ${entries.length}`,
  );
  return {
    details: section('各上级地区以下的人口行数 lines of inhabitants, by the region above', told),
    warnings: [],
    summary: `population: ${changes.length} lists of regions changed`,
  };
}

/** Also what taking a load back changes; `unknown`: codes of which no region is loaded. */
export function tellMaps({ changes }: MapPlan, unknown: readonly string[] = []): Told {
  const warnings = section(
    '注意:没有导入过这些区划,图上画出轮廓、不着色 note: no such region is loaded, its outline is drawn without a colour',
    unknown,
  );
  return {
    details: [
      ...section(
        '地图(轮廓数、审图号) maps (outlines, approval number)',
        changes.map(
          ({ map, last }) =>
            `${map.parent}: ${last?.shapes.length ?? 0} → ${map.shapes.length} ${map.approvalNumber}`,
        ),
      ),
      ...warnings,
    ],
    warnings,
    summary: `maps: ${changes.length} changed`,
  };
}

export const tellDeadlines = (changes: readonly DatesChange[]): string[] => [
  ...section(
    '截止日期改变的机关 agencies whose deadline changes',
    changes.filter(isOtherDeadline).map((change) => tellDay(change, deadlineWith)),
  ),
  ...section(
    '内部时限改变的机关 agencies whose internal date changes',
    changes.filter(isOtherInternalDate).map((change) => tellDay(change, internalDateWith)),
  ),
];

const isOtherDeadline = (change: DatesChange): boolean =>
  deadlineWith(change, 'before') !== deadlineWith(change, 'after');
const isOtherInternalDate = (change: DatesChange): boolean =>
  internalDateWith(change, 'before') !== internalDateWith(change, 'after');

export function countDeadlines(changes: readonly DatesChange[]): string {
  const became = (from: boolean, to: boolean): number =>
    changes.filter((change) => isLate(change, 'before') === from && isLate(change, 'after') === to).length;
  const internal = changes.filter(isOtherInternalDate).length;
  return (
    `${changes.filter(isOtherDeadline).length} deadlines changed, ` +
    `${became(true, false)} no longer late, ${became(false, true)} now late` +
    (internal > 0 ? `; ${internal} internal dates changed` : '')
  );
}

function tellDay(change: DatesChange, dayWith: typeof internalDateWith): string {
  const { agency, district, year } = change.item;
  return `${agency.id} ${agency.name}  ${district} ${year}: ${dayWith(change, 'before') ?? '–'} → ${dayWith(change, 'after') ?? '–'}`;
}

export const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${heading} (${lines.length})`, ...lines.map((line) => `  ${line}`)];

const counts = (added: number, changed: number, unchanged: number): string =>
  `${added} added, ${changed} changed, ${unchanged} unchanged`;

const yearsIn = (changes: readonly ObligationChange[]): number =>
  changes.reduce((sum, { years }) => sum + years.length, 0);

const isUnfiled = ({ before, after }: FiledChange): boolean =>
  after === 'not-obliged' && before !== 'not-obliged';

function tellFiled(change: FiledChange): string {
  const { id, name, year, before, after, opened, lapsed, closed, stated } = change;
  const rules = [...opened, ...lapsed].map((rule) => `+${rule}`).concat(closed.map((rule) => `−${rule}`));
  return [
    `${id} ${name} ${year}:`,
    before === after ? tellState(after) : `${tellState(before)} → ${tellState(after)}`,
    ...rules,
    ...(stated === undefined ? [] : [`报告写“${stated}” the report says "${stated}"`]),
  ].join('  ');
}

const tellNamesakes = ({ name, one, other }: Namesakes): string =>
  `${one.district} ${name}: ${one.id} ${one.name} = ${other.id} ${other.name}`;

const tellState = (state: AgencyYearState): string =>
  `${STATE_WORDS[state].zh} ${STATE_WORDS[state].en.toLowerCase()}`;

const tellYears = ({ entry: { id, name }, years }: ObligationChange): string =>
  `${id} ${name}: ${years.join(', ')}`;

export const tellChanged = (name: string, { changes }: ChangedEntry<unknown>): string =>
  `${name}: ${changes.map(({ field, before, after }) => `${field} ${before || '–'} → ${after || '–'}`).join('; ')}`;
