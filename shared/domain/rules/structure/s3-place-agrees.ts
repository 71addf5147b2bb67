/** S3: a document where it does not belong, or uploaded to a place that the roster does not know. */
import type { TicketMisfit } from '../../authority/ticket.ts';
import type { Place } from '../../basics/place.ts';
import { createFinding, type Finding, type Observation } from '../../findings/finding.ts';
import type { Text } from '../../basics/text.ts';
import { shown } from '../../findings/quotation.ts';
import { placeName } from '../../form/cell-names.ts';
import { NUMBER, TEXT, type ReadValues } from '../../form/read-values.ts';
import { NOTHING_FOUND, type OwnRule, type Upload } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { EXAMPLE_AGENCY, makeExample, pairExamples } from '../rule-examples.ts';
import { FORMAT } from '../sources.ts';
import { hideExpectedText } from './hide-expected-text.ts';

export const PLACE_AGREES: OwnRule = {
  id: 'S3',
  severity: 'error',
  looksAt: 'upload',
  hindersComparison: true,
  showBeside: hideExpectedText,
  check: checkPlace,
  entry: describeRule(() => ({
    title: { zh: '机关、地区、年份一致', en: 'Agency, district and year agree' },
    formula: {
      zh: '上传位置,报告中的机关编号、区划代码、年度与机关名录一致',
      en: 'The place of the upload, and the report’s agency id, district code and year agree with the roster',
    },
    source: FORMAT,
    toDo: {
      zh: '上传到本机关、本年度的位置,或改正报告中的编号、区划、年度。',
      en: 'Upload to the place of this agency and year, or correct the id, district or year in the report.',
    },
    examples: pairExamples(
      (district) =>
        makeExample(
          `报告写的区划代码是 ${district},上传位置和名录是 ${EXAMPLE_AGENCY.district}`,
          `The report says district ${district}; the place and the roster say ${EXAMPLE_AGENCY.district}`,
          { '/district': district },
        ),
      '450206',
      EXAMPLE_AGENCY.district,
    ),
  })),
};

function checkPlace({ texts, numbers }: ReadValues, { place }: Upload): readonly Observation[] {
  if (!place) return NOTHING_FOUND;
  const id = texts[TEXT.agencyId];
  const district = texts[TEXT.district];
  const year = numbers[NUMBER.year];
  return [
    ...(id === undefined || id === place.agencyId ? [] : [observeOther('/agency/id', id, place.agencyId)]),
    ...(district === undefined || district === place.district
      ? []
      : [observeOther('/district', district, place.district)]),
    ...(year === undefined || year === place.year ? [] : [observeOther('/year', year, place.year)]),
  ];
}

function observeOther(
  path: '/agency/id' | '/district' | '/year',
  found: string | number,
  expected: string | number,
): Observation {
  const name = placeName('2021', path);
  return {
    path,
    found,
    expected,
    message: {
      zh: `报告中的${name.zh}是 ${found},但上传位置和机关名录是 ${expected}。请核对是否传错了位置,或改正报告。`,
      en: `The report says ${name.en.toLowerCase()} ${found}, but the place of the upload and the roster say ${expected}. Upload it to its own place, or correct the report.`,
    },
  };
}

export type Misplacement =
  /** The key does not fit the pattern. */
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'unknown-agency'; readonly place: Place }
  /** The roster has the agency in another district. */
  | { readonly kind: 'other-district'; readonly place: Place; readonly expected: string }
  | { readonly kind: 'year-not-obliged'; readonly place: Place }
  /** A backfilled report does not say when it was originally received. */
  | { readonly kind: 'received-at'; readonly stated: string }
  /** It came with a ticket that is not for it. */
  | { readonly kind: 'ticket'; readonly misfit: TicketMisfit };

/** Why an upload is not what its ticket was given for. */
const MISFIT_WORDS: Readonly<Record<TicketMisfit, Text>> = {
  place: { zh: '许可是给别的机关或别的年度的', en: 'it was permitted for another agency or year' },
  content: { zh: '收到的文件不是申请报送的那一份', en: 'what came is not the document that was to be filed' },
  time: { zh: '许可已过期', en: 'the permission had run out' },
  used: { zh: '同一份许可已经用过一次', en: 'the same permission was used before' },
};

/** The finding of a document that has no place. */
export function misplaced(why: Misplacement): Finding {
  return createFinding(PLACE_AGREES, explainMisplacement(why));
}

/** `folder`: what the key of the upload begins with. */
export function explainMisplacement(why: Misplacement, folder = 'inbox'): Observation {
  switch (why.kind) {
    case 'key':
      return {
        path: '',
        found: why.key,
        expected: `${folder}/<district>/<agencyId>/<year>.json`,
        message: {
          zh: `上传位置「${shown(why.key)}」无法识别。请上传到 ${folder}/<六位区划代码>/<机关编号>/<年份>.json。`,
          en: `The place of the upload, "${shown(why.key)}", is unknown. Upload to ${folder}/<six-digit district>/<agency id>/<year>.json.`,
        },
      };
    case 'unknown-agency':
      return {
        path: '/agency/id',
        found: why.place.agencyId,
        expected: null,
        message: {
          zh: `机关名录中没有编号「${why.place.agencyId}」。请核对编号;如确系新设机关,请联系政务公开主管部门登记。`,
          en: `The roster has no agency "${why.place.agencyId}". Check the id; a new agency is entered by the oversight office.`,
        },
      };
    case 'other-district':
      return {
        path: '/district',
        found: why.place.district,
        expected: why.expected,
        message: {
          zh: `机关「${why.place.agencyId}」属于 ${why.expected},不属于 ${why.place.district}。请上传到 ${folder}/${why.expected}/${why.place.agencyId}/${why.place.year}.json。`,
          en: `Agency "${why.place.agencyId}" belongs to ${why.expected}, not ${why.place.district}. Upload to ${folder}/${why.expected}/${why.place.agencyId}/${why.place.year}.json.`,
        },
      };
    case 'year-not-obliged':
      return {
        path: '/year',
        found: why.place.year,
        expected: null,
        message: {
          zh: `按机关名录,「${why.place.agencyId}」${why.place.year} 年度无需报送。请核对年份;如应报送,请联系政务公开主管部门更正名录。`,
          en: `By the roster, "${why.place.agencyId}" owes no report for ${why.place.year}. Check the year, or ask the oversight office to correct the roster.`,
        },
      };
    case 'ticket': {
      const { zh, en } = MISFIT_WORDS[why.misfit];
      return {
        path: '',
        found: null,
        expected: null,
        message: {
          zh: `这次报送没有采用:${zh}。已接收的报告不变;请回到报送页,再报送一次。`,
          en: `This was not taken in: ${en}. The accepted report stays as it is. Go back to the filing page and file again.`,
        },
      };
    }
    case 'received-at':
      return {
        path: '',
        found: why.stated,
        expected: 'received-at: 2024-01-30T10:00:00+08:00',
        message: {
          zh: '补录的报告须在对象元数据 received-at 中写明当时的收到时间(带时区),请补上后重新上传。',
          en: 'A backfilled report must state in the object metadata "received-at" when it was originally received (with its zone). Add it and upload again.',
        },
      };
  }
}
