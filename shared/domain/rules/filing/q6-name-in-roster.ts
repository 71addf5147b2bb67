/** Q6. */
import { foldName } from '../../basics/same-name.ts';
import type { Observation } from '../../findings/finding.ts';
import { shown } from '../../findings/quotation.ts';
import { agencyNames, type AgencyNames } from '../../roster/former-names.ts';
import { NOTHING_FOUND, READS_WHAT_IT_STATES, type ComparedReport, type ContextualRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { EXAMPLE_AGENCY, makeExample, pairExamples } from '../rule-examples.ts';
import { FORMAT } from '../sources.ts';

export const NAME_IN_ROSTER: ContextualRule<'roster'> = {
  id: 'Q6',
  severity: 'warning',
  looksAt: 'roster',
  check: checkName,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '机关名称与名录一致', en: 'The agency’s name is the roster’s' },
    formula: {
      zh: '机关名称是名录中的名称、曾用名或别名',
      en: 'The agency’s name is the roster’s, a former one, or one of its aliases',
    },
    source: FORMAT,
    toDo: {
      zh: '改用名录中的名称;已更名的,请主管部门更新名录。',
      en: 'Use the name in the roster; if it was renamed, ask the oversight office to update the roster.',
    },
    examples: pairExamples(
      (name) =>
        makeExample(
          `报告写“${name}”,名录是“${EXAMPLE_AGENCY.name}”,别名“${EXAMPLE_AGENCY.aliases[0]}”`,
          `The report says “${name}”, the roster “${EXAMPLE_AGENCY.name}” or “${EXAMPLE_AGENCY.aliases[0]}”`,
          { '/agency/name': name },
        ),
      '柳北教育局',
      EXAMPLE_AGENCY.aliases[0],
    ),
  })),
};

/** A name is one of the agency's, however it is spelled. */
function checkName({ name }: ComparedReport, roster: AgencyNames): readonly Observation[] {
  if (name === undefined) return NOTHING_FOUND;
  const stated = foldName(name);
  return agencyNames(roster).some((one) => foldName(one) === stated)
    ? NOTHING_FOUND
    : [observeOtherName(name, roster.name)];
}

const observeOtherName = (found: string, expected: string): Observation => ({
  path: '/agency/name',
  found,
  expected,
  message: {
    zh: `机关名称填的是“${shown(found)}”,名录中是“${shown(expected)}”。请改用名录中的名称;如已更名,请联系政务公开主管部门更新名录。`,
    en: `The agency is named "${shown(found)}", in the roster "${shown(expected)}". Use the roster's name; if it was renamed, ask the oversight office to update the roster.`,
  },
});
