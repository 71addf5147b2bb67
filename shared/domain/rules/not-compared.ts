/** A returned document is compared with last year's report, too; where some rules stand in the way, that is said. */
import type { Text } from '../basics/text.ts';
import { RULES } from './rule-book.ts';

const NOT_COMPARED: Text = {
  zh: '因有 S 类错误,未能与上年度报告(完整)比对;改正后可能另有 Y 类提示。',
  en: 'Because of its S errors it could not be compared with last year’s report, or not all of it: once they are mended, there may be Y warnings.',
};

/** `rules`: those that found something in the document. */
export const notCompared = (rules: Iterable<string>): Text | undefined =>
  [...rules].some((rule) => RULES.byId.get(rule)?.hindersComparison) ? NOT_COMPARED : undefined;
