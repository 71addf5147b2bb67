/** T4. What a private number is stands in `basics/private-data.ts`; no finding repeats one. */
import { isCreditCode } from '../../basics/credit-code.ts';
import { findPrivateData, type PrivateNumber } from '../../basics/private-data.ts';
import type { PrivateKind } from '../../basics/private-numbers.ts';
import type { Text } from '../../basics/text.ts';
import type { Observation } from '../../findings/finding.ts';
import type { Edition } from '../../form/catalogue.ts';
import { placeName } from '../../form/cell-names.ts';
import { LIST, READ_TEXTS, TEXT, type ReadValues } from '../../form/read-values.ts';
import { describeRule } from '../describe-rule.ts';
import { READS_WHAT_IT_STATES, type OwnRule, type Upload } from '../rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { ARTICLE_15 } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';

export const PRIVATE_DATA_ABSENT: OwnRule = {
  id: 'T4',
  severity: 'error',
  since: TEXT_RULES_SINCE,
  withholdsTexts: true,
  looksAt: 'document',
  check: checkPrivacy,
  // A number in the agency's own contact line is a warning, which may be explained.
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '文字中没有个人隐私数据', en: 'No private data of a person in the texts' },
    formula: {
      zh: '任何一处文字(名称、网址、引言、正文、落款、附注和情况说明)没有居民身份证号码、手机号码、银行卡号;紧接“联系电话”等字样、前后没有说到他人的手机号码是警告',
      en: 'No resident’s ID number, mobile number or bank card number in any text (names, address, preamble, sections, signature, notes and explanations); a mobile number directly behind a word as 联系电话 (contact), with nobody else spoken of around it, is a warning',
    },
    source: ARTICLE_15,
    toDo: {
      zh: '删去或遮去号码后重新报送;联系方式请用办公电话。',
      en: 'Delete or mask the number and file again; as a contact, give an office telephone.',
    },
    examples: pairExamples(
      (number) =>
        makeTextExample(
          `“六、其他需要报告的事项”写有申请人的手机号码 ${number.replace(/\d(?=\d{2})/g, '*')}`,
          `Section VI gives an applicant’s mobile number, ${number.replace(/\d(?=\d{2})/g, '*')}${number.includes('*') ? ', masked' : ''}`,
          { '/narrative/other': `申请人来电${number}询问办理进度,已经答复。` },
        ),
      '13900001234',
      '139****1234',
    ),
  })),
};

function checkPrivacy(read: ReadValues, { budget }: Upload): readonly Observation[] {
  return listTexts(read).flatMap(([path, text]) => {
    budget.spend(text.length);
    return findPrivateData(text).map((number) => observe(read.edition, path, number));
  });
}

/** Every text that somebody wrote; what has a format of its own, as days and codes have, is held against that. */
function listTexts({ texts, lists }: ReadValues): readonly (readonly [path: string, text: string])[] {
  const creditCode = texts[TEXT.creditCode];
  const places = [
    { path: '/agency/name', text: texts[TEXT.agencyName] },
    {
      path: '/agency/creditCode',
      text: creditCode !== undefined && isCreditCode(creditCode) ? '' : creditCode,
    },
    { path: '/sourceUrl', text: texts[TEXT.sourceUrl] },
    ...READ_TEXTS.map(({ path, index }) => ({ path, text: texts[index] })),
    ...(lists[LIST.notes] ?? []).flatMap(([path, text], i) => [
      { path: `/notes/${i}/path`, text: path },
      { path: `/notes/${i}/text`, text },
    ]),
    ...(lists[LIST.explanations] ?? []).flatMap(([, path, text], i) => [
      { path: `/explanations/${i}/path`, text: path },
      { path: `/explanations/${i}/text`, text },
    ]),
  ];
  return places.flatMap(({ path, text }) => (text === undefined ? [] : [[path, text] as const]));
}

const KINDS: Readonly<Record<PrivateKind, Text>> = {
  'id-number': { zh: '居民身份证号码', en: 'an ID number of a person' },
  mobile: { zh: '手机号码', en: 'a mobile number' },
  'bank-card': { zh: '银行卡号', en: 'a bank card number' },
};

function observe(edition: Edition, path: string, number: PrivateNumber): Observation {
  const { kind, sentence, lastTwo, isContact } = number;
  const place = placeName(edition, path);
  const what = KINDS[kind];
  return {
    path,
    found: `…${lastTwo}`,
    expected: null,
    message: isContact
      ? {
          zh: `“${place.zh}”第 ${sentence} 句的联系方式是手机号码(末两位 ${lastTwo})。请改用办公电话;确须公布的,请附情况说明。`,
          en: `"${place.en}", sentence ${sentence}: the contact is a mobile number (it ends in ${lastTwo}). Give an office telephone; where it must be published, add an explanation.`,
        }
      : {
          zh: `“${place.zh}”第 ${sentence} 句有${what.zh}(末两位 ${lastTwo}),属于个人隐私,不得公开。请删去或遮去后重新报送。`,
          en: `"${place.en}", sentence ${sentence}, bears ${what.en} (it ends in ${lastTwo}), which must not be published. Delete or mask it, and file again.`,
        },
    ...(isContact && { severity: 'warning' as const }),
  };
}
