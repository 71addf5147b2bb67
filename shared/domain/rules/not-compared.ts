/** A returned document is compared with last year's report, too; where the S rules stand in the way, that is said. */
import type { Text } from '../basics/text.ts';

/** What they find wrong leaves cells unread, or the agency, the year or the form unknown. */
const IN_THE_WAY: ReadonlySet<string> = new Set(['S1', 'S2', 'S3', 'S4']);

const NOT_COMPARED: Text = {
  zh: '因有 S 类错误,未能与上年度报告(完整)比对;改正后可能另有 Y 类提示。',
  en: 'Because of its S errors it could not be compared with last year’s report, or not all of it: once they are mended, there may be Y warnings.',
};

/** `rules`: those that found something in the document. */
export const notCompared = (rules: Iterable<string>): Text | undefined =>
  [...rules].some((rule) => IN_THE_WAY.has(rule)) ? NOT_COMPARED : undefined;
