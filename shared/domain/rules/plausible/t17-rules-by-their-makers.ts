/** T17. */
import type { AgencyKind } from '../../basics/calendar.ts';
import { tellLevel, type RegionLevel } from '../../basics/region.ts';
import type { Observation } from '../../findings/finding.ts';
import { CATALOGUES, type Edition } from '../../form/catalogue.ts';
import { placeName } from '../../form/cell-names.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { NOTHING_FOUND, READS_WHAT_IT_STATES, type OwnRule, type Upload } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import type { Text } from '../../basics/text.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';

const IN_FORCE = '/proactive/rules/inForce';
const LEGISLATION: Text = {
  zh: '《立法法》第九十一条、第九十三条',
  en: 'Legislation Law, articles 91 and 93',
};

export const RULES_BY_THEIR_MAKERS: OwnRule = {
  id: 'T17',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'upload',
  check: checkMaker,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '规章由有权机关制定', en: 'Rules are made by those who may' },
    formula: {
      zh: '县级政府和省级以下部门、乡镇、事业单位的规章制发件数和现行有效件数为 0',
      en: 'County governments, departments below a province, townships and institutions have made no rules (规章), and have none in force',
    },
    source: LEGISLATION,
    toDo: {
      zh: '规章填 0;行政规范性文件填在下一行。',
      en: 'State 0 rules; normative documents belong to the next row.',
    },
    examples: pairExamples(
      ([zh, en, row]) =>
        makeTextExample(
          `区教育局的${zh}现行有效 2 件`,
          `A district’s education office has 2 ${en} in force`,
          {
            [`/proactive/${row}/inForce`]: 2,
          },
        ),
      ['规章', 'rules', 'rules'],
      ['行政规范性文件', 'normative documents', 'normativeDocuments'],
    ),
  })),
};

/** Levels at which those of a kind can make none. A kind that is not listed is not judged. */
const MAKES_NONE: Readonly<Partial<Record<string, readonly RegionLevel[]>>> = {
  department: ['prefecture', 'county'],
  government: ['county'],
  consolidated: ['county'],
  township: ['nation', 'province', 'prefecture', 'county'],
  institution: ['nation', 'province', 'prefecture', 'county'],
} satisfies Partial<Record<AgencyKind, readonly RegionLevel[]>>;

/** What tells of rules of one's own: the old form counts those of others among what is disclosed. */
const CELLS = {
  '2019': ['/proactive/rules/newlyMade'],
  '2021': [IN_FORCE, '/proactive/rules/made'],
} as const satisfies Record<Edition, readonly string[]>;

function checkMaker({ edition, cells }: ReadValues, { kind, place }: Upload): readonly Observation[] {
  if (kind === undefined || place === undefined) return NOTHING_FOUND;
  if (!MAKES_NONE[kind]?.includes(tellLevel(place.district))) return NOTHING_FOUND;
  const { cellByPath } = CATALOGUES[edition];
  for (const path of CELLS[edition]) {
    const count = cells[cellByPath.get(path)!.index]!;
    if (count > 0) return [observeRules(edition, path, count)];
  }
  return NOTHING_FOUND;
}

function observeRules(edition: Edition, path: string, found: number): Observation {
  const name = placeName(edition, path);
  return {
    path,
    found,
    expected: 0,
    message: {
      zh: `${name.zh}填的是 ${found},但本机关无权制定规章,可能是行政规范性文件。请改填到相应的行;确有规章的,请附情况说明。`,
      en: `${name.en} is ${found}, but this agency can make no rules; they may be normative documents. Move the figure to their row; where there are rules, add an explanation.`,
    },
  };
}
