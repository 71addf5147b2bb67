/** Q2. */
import type { Observation } from '../../findings/finding.ts';
import { placeName } from '../../form/cell-names.ts';
import { TEXT, type ReadValues } from '../../form/read-values.ts';
import { READS_WHAT_IT_STATES, type OwnRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples } from '../rule-examples.ts';
import { CONTENT } from '../sources.ts';
import { saysNothing } from './says-nothing.ts';

export const TEXT_SAYS_SOMETHING: OwnRule = {
  id: 'Q2',
  severity: 'warning',
  looksAt: 'document',
  check: checkSaying,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '正文不为空', en: 'The narrative is not empty' },
    formula: {
      zh: '“总体情况”“存在的主要问题及改进情况”有内容,不只写“无”',
      en: 'Overview and problems say something other than 无',
    },
    source: CONTENT,
    toDo: { zh: '补写这一部分。', en: 'Write this section.' },
    examples: pairExamples(
      (problems) =>
        makeExample(`“存在的主要问题”写“${problems}”`, `The section on problems says “${problems}”`, {
          '/narrative/problems': problems,
        }),
      '无。',
      '无重大问题,个别栏目更新不及时。',
    ),
  })),
};

const SECTIONS = [
  { path: '/narrative/overview', index: TEXT.overview },
  { path: '/narrative/problems', index: TEXT.problems },
] as const;

function checkSaying({ texts }: ReadValues): readonly Observation[] {
  return SECTIONS.flatMap(({ path, index }) => {
    const text = texts[index];
    if (text === undefined) return [];
    return saysNothing(text) ? [observeEmpty(path, text)] : [];
  });
}

function observeEmpty(path: string, found: string): Observation {
  const name = placeName('2021', path);
  return {
    path,
    found,
    expected: null,
    message: {
      zh: `“${name.zh}”没有内容。请补写这一部分。`,
      en: `"${name.en}" says nothing. Write this section.`,
    },
  };
}
