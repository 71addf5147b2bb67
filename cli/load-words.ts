/** What can be loaded, in words: usage and messages are made of one list. */
import type { Text } from '../shared/domain/basics/text.ts';
import { LOADABLE, type Loadable } from '../shared/domain/roster/load-record.ts';

export const LOADABLE_NAMES: Readonly<Record<Loadable, Text>> = {
  regions: { zh: '区划', en: 'regions' },
  roster: { zh: '机关名录', en: 'the roster' },
  calendar: { zh: '延期和内部时限', en: 'the calendar' },
  phrases: { zh: '错词表', en: 'the list of wrong phrases' },
  functions: { zh: '职能表', en: 'the list of functions' },
  scheme: { zh: '考核细则', en: 'the scheme of assessment' },
  disclosure: { zh: '公开指南、目录和查阅点', en: 'guides, catalogues and reading points' },
  annotations: { zh: '图表注释', en: 'the annotations of charts' },
  population: { zh: '人口', en: 'inhabitants' },
  map: { zh: '地图', en: 'the map' },
};

const names = LOADABLE.map((what) => LOADABLE_NAMES[what]);
export const LOADABLE_LIST: Text = {
  zh: names.map(({ zh }) => zh).join('、'),
  en: names.map(({ en }) => en).join(', '),
};

export const LOAD_USAGE = `load ${LOADABLE.join('|')}|officers FILE`;
export const UNDO_USAGE = `load undo ${LOADABLE.join('|')}`;
