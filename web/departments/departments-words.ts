/** The question that most come with, answered in one sentence: who has the highest rate in either year, and why. */
import { readComparable } from '../../shared/domain/form/comparison.ts';
import type { Part } from '../../shared/domain/form/breakdowns.ts';
import { formatCounts, formatNumber } from '../../shared/domain/form/number-text.ts';
import { valueText } from '../site/measure-text.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { DEPARTMENT_TEXTS } from '../texts/departments.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { spanText, valueSpanText } from './departments-tables.tsx';
import {
  isAboutReasons,
  readReasons,
  readSide,
  reasonedBy,
  type DepartmentsView,
  type FunctionLine,
} from './departments-view.ts';

/** With more of them, the reasons of each would fill the page. */
const MOST_EXPLAINED = 3;
/** With more of them, their names would. */
const MOST_NAMED = 6;

type SideName = 'now' | 'before';

export function summariseDepartments(view: DepartmentsView, lang: Lang): string {
  const t = DEPARTMENT_TEXTS[lang];
  const sides: readonly SideName[] = view.before === null ? ['now'] : ['now', 'before'];
  const told = sides.flatMap((side) => {
    const years = valueSpanText(view, (side === 'now' ? view.year : view.before) ?? view.year, lang);
    const highest = findHighest(view, side);
    if (highest.length === 0) return [t.nothing(years)];
    const named = highest.map((line) =>
      t.value(nameLine(line, lang), valueText(view.measure, readSide(view.measure, line[side]), lang)),
    );
    // Where several have the same number, none is put before the others.
    const names =
      named.length > MOST_NAMED
        ? t.manyHighest(formatNumber(named.length))
        : named.length > 1
          ? TEXTS[lang].chart.tied(named)
          : named.join('');
    const why =
      highest.length > MOST_EXPLAINED ? [] : highest.flatMap((line) => tellWhy(view, line, side, lang));
    return [
      [t.highest(years, COMPARE_TEXTS[lang].measures[view.measure], names), ...why].join(t.betweenSentences) +
        t.end,
    ];
  });
  return told.join(TEXTS[lang].gap);
}

/** All that share the highest value that may be compared. */
function findHighest({ functions, measure }: DepartmentsView, side: SideName): readonly FunctionLine[] {
  const values = functions.map((line) => readComparable(measure, readSide(measure, line[side])));
  const top = Math.max(...values.flatMap((value) => value ?? []));
  return functions.filter((_, i) => values[i] === top);
}

const nameLine = (line: FunctionLine, lang: Lang): string => inLang(line.function.name, lang);

/** The reason given most; several where they are given as often. Nothing where the measure is not about an outcome with reasons. */
function tellWhy(view: DepartmentsView, line: FunctionLine, side: SideName, lang: Lang): string[] {
  const t = DEPARTMENT_TEXTS[lang];
  if (!isAboutReasons(view.measure)) return [];
  const outcome = reasonedBy(view.measure);
  const reasons = readReasons(line[side], outcome);
  const whole = reasons.reduce((sum, { value }) => sum + value, 0);
  const most = Math.max(0, ...reasons.map(({ value }) => value));
  if (most === 0) return [];
  const given = (part: Part): string =>
    t.reasonWith(inLang(part.label, lang), formatCounts({ part: part.value, whole }));
  const years = spanText(view, (side === 'now' ? view.year : view.before) ?? view.year, lang);
  const told = reasons.filter(({ value }) => value === most).map(given);
  return [
    t.mostGiven(
      nameLine(line, lang),
      years,
      t.reasons[outcome],
      told.length > 1 ? TEXTS[lang].chart.tied(told) : told.join(''),
    ),
  ];
}
