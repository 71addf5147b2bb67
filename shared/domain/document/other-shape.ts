/**
 * For report year 2019 agencies could lawfully publish in another shape, without the tables: whoever files such a report
 * here is told so, with the first of the cells that are missing and not with each of them.
 */
import type { Text } from '../basics/text.ts';
import type { Finding } from '../findings/finding.ts';
import { FIRST_REPORT_YEAR } from '../form/catalogue.ts';
import { NUMBER } from '../form/read-values.ts';
import { OTHER_SHAPE_OF_2019 as SOURCE } from '../rules/sources.ts';
import { STRUCTURE_COMPLETE } from '../rules/structure/s2-structure-complete.ts';
import type { Draft } from './document-reader.ts';
import { rankPath } from './document-shape.ts';

const OTHER_SHAPE: Text = {
  zh: `2019 年度的报告可以不按本格式公布(${SOURCE.zh}):原报告没有的数,请向报告机关核实后补填,并在该处加注。`,
  en: `A report for 2019 could lawfully be published in another shape (${SOURCE.en}): ask the agency for what it did not state, and add a note there.`,
};

export function tellOfOtherShape({ edition, numbers, findings }: Draft): void {
  if (edition !== '2019' || numbers[NUMBER.year] !== FIRST_REPORT_YEAR) return;
  const rank = ({ path }: Finding): number => rankPath(edition, path);
  const first = findings.filter(isMissingInTables).sort((a, b) => rank(a) - rank(b))[0];
  if (!first) return;
  const { zh, en } = first.message;
  findings[findings.indexOf(first)] = {
    ...first,
    message: { zh: zh + OTHER_SHAPE.zh, en: `${en} ${OTHER_SHAPE.en}` },
  };
}

const IN_TABLES = /^\/(?:proactive|applications|reconsideration|litigation)(?:\/|$)/;
/** A place where nothing stands, or `null`. */
const isMissingInTables = ({ rule, path, found, expected }: Finding): boolean =>
  rule === STRUCTURE_COMPLETE.id && found === null && expected === null && IN_TABLES.test(path);
