/** What the demonstration's offices have done about its reports, so that their desk is not empty: days are told from today. */
import { DEMONSTRATION_OFFICERS } from './officers.ts';

/** Acts on the report in force, and notes. */
export interface DemonstrationAct {
  readonly agency: string;
  readonly kind: 'return' | 'demand' | 'confirm' | 'note';
  readonly why: string;
  /** Days from today. */
  readonly until?: number;
  /** The office's address. */
  readonly by: string;
}

export const ACTED_YEAR = 2025;
const DISTRICT_OFFICE = 'liubei-gongkai@example.org';
const CITY_OFFICE = 'liuzhou-gongkai@example.org';

const CONFIRMED = [
  'gov',
  'gaj',
  'scjg',
  'rsj',
  'czj',
  'fgj',
  'mzj',
  'wjj',
  'nyj',
  'jtj',
  'hbj',
  'xzsp',
  'sfj',
  'sjj',
];

const DONE: readonly DemonstrationAct[] = [
  {
    agency: '450205-zjj',
    kind: 'return',
    why: '表三“部分公开”与申请台账不一致，请核对后重新报送。',
    until: 10,
    by: DISTRICT_OFFICE,
  },
  {
    agency: '450205-jyj',
    kind: 'demand',
    why: '正文第二部分缺少公众号的公开情况，请补充。',
    until: 20,
    by: DISTRICT_OFFICE,
  },
  {
    agency: '450205-yjj',
    kind: 'note',
    why: '电话联系办公室：经办人更换，承诺今天报送。',
    until: 0,
    by: DISTRICT_OFFICE,
  },
  {
    agency: '450205-zrzy',
    kind: 'note',
    why: '已告知合计错在哪一行，本周内更正。',
    until: 3,
    by: DISTRICT_OFFICE,
  },
  { agency: '450203-swj', kind: 'note', why: '电话无人接听。', by: CITY_OFFICE },
  ...CONFIRMED.map((slug) => ({
    agency: `450205-${slug}`,
    kind: 'confirm' as const,
    why: '',
    by: DISTRICT_OFFICE,
  })),
];

/** Each with the name of whoever did it. */
export const listDemonstrationActs = (): (DemonstrationAct & { readonly name: string })[] =>
  DONE.map((act) => ({
    ...act,
    name: DEMONSTRATION_OFFICERS.find(({ mail }) => mail === act.by)?.name ?? act.by,
  }));
