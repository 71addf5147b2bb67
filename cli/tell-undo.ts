/** What taking a load back changes, or would change, in words; and what stands in its way. */
import type { LoadHead, Loadable } from '../shared/domain/roster/load-record.ts';
import { printChinaMinute, type Instant } from '../shared/domain/basics/calendar.ts';
import { writeStretch } from '../shared/domain/basics/stretch.ts';
import type { CalendarUndo } from '../shared/pipeline/undo-calendar.ts';
import type { Obstacle } from '../shared/pipeline/undo-load.ts';
import type { RegionsUndo } from '../shared/pipeline/undo-regions.ts';
import type { RosterUndo } from '../shared/pipeline/undo-roster.ts';
import { LOADABLE_NAMES } from './load-words.ts';
import {
  countDeadlines,
  section,
  tellAllFiled,
  tellChanged,
  tellDeadlines,
  tellObligations,
  type Told,
} from './tell-load.ts';

const when: (at: Instant) => string = printChinaMinute;

/** Which load it is that is taken back. */
export function tellLoad(what: Loadable, { at, state, resumed }: LoadHead): string[] {
  const { zh, en } = LOADABLE_NAMES[what];
  return [
    `上一次导入${zh}：${when(at)}（北京时间） the last load of ${en}: ${when(at)} (China time)`,
    ...(resumed
      ? ['当时的导入曾中断、后又继续，两次一并撤回 it broke off and another one went on: both are taken back']
      : []),
    ...(state === 'loading'
      ? [
          '这次导入中断或仍在进行，已写入的一并撤回 it broke off or is still going on: what it wrote is taken back',
        ]
      : []),
    ...(state === 'undoing'
      ? ['上次撤回中断，现在继续完成 taking it back broke off before, and is finished now']
      : []),
  ];
}

export const BROKEN_OFF = (what: Loadable, { at }: LoadHead): string =>
  `注意：${when(at)}（北京时间）开始的导入没有完成；gouji load undo ${what} 将与这一次一并撤回 / ` +
  `note: the load begun ${when(at)} (China time) was not finished; gouji load undo ${what} will take both back`;

export const UNFINISHED_UNDO = (what: Loadable): string =>
  `未导入：上一次导入正在撤回、尚未完成，请先运行 gouji load undo ${what} / ` +
  `nothing was loaded: taking the last load back was not finished; run gouji load undo ${what} first`;

/** Why there is nothing to take back. */
export function tellNothing(what: Loadable, head: LoadHead | undefined): string {
  const { zh, en } = LOADABLE_NAMES[what];
  return head
    ? `没有可撤回的导入：${when(head.at)}（北京时间）导入的${zh}已经撤回，更早的不能撤回 / ` +
        `nothing to take back: the load of ${en} of ${when(head.at)} (China time) was taken back already, and earlier ones cannot be`
    : `没有可撤回的导入：没有${zh}的导入记录（本版本之前的导入没有记录） / ` +
        `there is no load of ${en} to take back (loads by versions before this one keep no record)`;
}

const named = ({ id, name }: { readonly id: string; readonly name: string }): string => `${id} ${name}`;

export function tellRegionsUndo({ removed, changed }: RegionsUndo): Told {
  return told(
    [
      ...section(
        '删去新增的 removed again',
        removed.map(({ code, name }) => `${code} ${name}`),
      ),
      ...section(
        '改回 changed back',
        changed.map((one) => tellChanged(`${one.entry.code} ${one.entry.name}`, one)),
      ),
    ],
    `regions taken back: ${removed.length} removed, ${changed.length} changed back`,
  );
}

export function tellRosterUndo({ removed, changed, begins, ends, filed }: RosterUndo): Told {
  return told(
    [
      ...section(
        '移出名录（各年度不再负报送义务） taken off the roster, and obliged for no year',
        removed.map((one) => `${named(one)}  ${one.district} ${one.kind} ${writeStretch(one.from, one.to)}`),
      ),
      ...section(
        '改回 changed back',
        changed.map((one) => tellChanged(named(one.entry), one)),
      ),
      ...tellObligations({ begins, ends }),
      ...tellAllFiled(filed),
    ],
    `agencies taken back: ${removed.length} taken off the roster, ${changed.length} changed back; ${filed.length} filed reports change`,
  );
}

export function tellCalendarUndo({ entries, changes }: CalendarUndo): Told {
  return told(
    [
      ...section(
        '改回 changed back',
        entries.map(
          ({ year, scope, kind, type, until, before }) =>
            `${year} ${scope} ${kind ?? '*'}${type === undefined ? '' : ' 内部时限 internal'}: ${before?.at(-1)?.until ?? '–'} → ${until ?? '–'}`,
        ),
      ),
      ...tellDeadlines(changes),
    ],
    `extensions taken back: ${entries.length} changed back; ${countDeadlines(changes)}`,
  );
}

const told = (details: readonly string[], summary: string): Told => ({ details, warnings: [], summary });

const CURES: Readonly<Record<Loadable, { readonly zh: string; readonly en: string }>> = {
  regions: {
    zh: '请先把这些机关移出（gouji load undo roster，或在名录中改到别的地区），再撤回区划；已有报告的地区请保留',
    en: 'take these agencies away first (gouji load undo roster, or a roster that puts them elsewhere), then the regions; keep a region with reports',
  },
  roster: {
    zh: '请不要撤回，改正名录文件后重新导入；不该报送的机关用“to”写明最后年度',
    en: 'leave the load, mend the file and load it again; give an agency that should owe nothing more its last year in "to"',
  },
  calendar: {
    zh: '请不要撤回，需要时导入新的截止日期',
    en: 'leave the load, and load another day where one is needed',
  },
  phrases: {
    zh: '请导入改正后的错词表',
    en: 'load the phrases as they should be',
  },
  disclosure: {
    zh: '请导入改正后的文件',
    en: 'load the file as it should be',
  },
  functions: {
    zh: '请导入改正后的职能表',
    en: 'load the functions as they should be',
  },
  scheme: {
    zh: '请导入改正后的考核细则',
    en: 'load the scheme as it should be',
  },
  annotations: {
    zh: '请导入改正后的注释',
    en: 'load the annotations as they should be',
  },
  population: {
    zh: '请导入改正后的人口表',
    en: 'load the inhabitants as they should be',
  },
  map: {
    zh: '请导入改正后的地图',
    en: 'load the map as it should be',
  },
};

/** Every obstacle, and what to do in place of the undo. */
export function tellObstacles(what: Loadable, obstacles: readonly Obstacle[]): string[] {
  return [
    ...section(
      '不能撤回：导入之后已有报告或机关以此为依据 cannot be taken back: reports or agencies rest on what was loaded',
      obstacles.map(tellObstacle),
    ),
    `未撤回 nothing was taken back：${CURES[what].zh} / ${CURES[what].en}`,
  ];
}

/** Where the undo was begun before they came: it is finished all the same. */
export const tellMeanwhile = (obstacles: readonly Obstacle[]): string[] =>
  section(
    '警告：撤回期间又有报告或机关以此为依据 warning: reports or agencies that came while it was taken back',
    obstacles.map(tellObstacle),
  );

const tellObstacle = ({ report, ...one }: Obstacle): string =>
  report
    ? `${named(one)} ${report.year}: ${when(report.receivedAt)} 收到报告 a report was received`
    : named(one);
