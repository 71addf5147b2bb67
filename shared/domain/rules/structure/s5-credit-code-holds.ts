/** S5. */
import { computeCreditCodeCheck, isCreditCode } from '../../basics/credit-code.ts';
import type { Text } from '../../basics/text.ts';
import type { Observation } from '../../findings/finding.ts';
import { shown } from '../../findings/quotation.ts';
import { TEXT, type ReadValues } from '../../form/read-values.ts';
import { NOTHING_FOUND, type OwnRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples } from '../rule-examples.ts';

export const CREDIT_CODE_HOLDS: OwnRule = {
  id: 'S5',
  severity: 'error',
  looksAt: 'document',
  check: checkCreditCode,
  entry: describeRule(() => ({
    title: { zh: '统一社会信用代码校验位', en: 'Check character of the credit code' },
    formula: {
      zh: '第十八位 = 31 − Σ(代码字符 × 3^(i−1) mod 31) mod 31',
      en: 'Character 18 = 31 − Σ(character × 3^(i−1) mod 31) mod 31',
    },
    source: { zh: 'GB 32100-2015 第 5 章', en: 'GB 32100-2015, clause 5' },
    toDo: {
      zh: '按登记证书核对统一社会信用代码。',
      en: 'Check the credit code against the certificate.',
    },
    examples: pairExamples(
      (code) =>
        makeExample(
          `统一社会信用代码 ${code},校验位应为 3`,
          `Credit code ${code}; its check character is 3`,
          { '/agency/creditCode': code },
        ),
      '91350100M000100Y44',
      '91350100M000100Y43',
    ),
  })),
};

function checkCreditCode({ texts }: ReadValues): readonly Observation[] {
  const found = texts[TEXT.creditCode];
  if (found === undefined || isCreditCode(found)) return NOTHING_FOUND;
  const check = computeCreditCodeCheck(found);
  // Where a person's ID number stands in its place, neither it nor what is nearly the same is repeated.
  const told = shown(found);
  const expected = check === undefined || told !== found ? null : found.slice(0, -1) + check;
  return [{ path: '/agency/creditCode', found: told, expected, message: tellWrongCode(told, check) }];
}

function tellWrongCode(code: string, check: string | undefined): Text {
  return check === undefined
    ? {
        zh: `统一社会信用代码 ${code} 含有不使用的字符(只用数字和除 I、O、S、V、Z 外的大写字母)。请按登记证书核对。`,
        en: `The credit code ${code} holds a character that is not in use (digits, and capitals other than I, O, S, V, Z). Check it against the certificate.`,
      }
    : {
        zh: `统一社会信用代码 ${code} 的校验位不符:前十七位若无误,末位应为 ${check}。请按登记证书核对。`,
        en: `The check character of the credit code ${code} is wrong: were the first 17 right, it would be ${check}. Check it against the certificate.`,
      };
}
