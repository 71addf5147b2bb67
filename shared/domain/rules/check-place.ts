/** S3 for what was uploaded to a place that the roster does not know. */
import type { Finding } from '../findings/finding.ts';
import type { Place } from '../basics/place.ts';
import { shown } from '../findings/quotation.ts';
import { findingOf } from '../findings/rule-catalogue.ts';
import type { Text } from '../basics/text.ts';

export type Misplacement =
  /** The key does not fit the pattern. */
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'unknown-agency'; readonly place: Place }
  /** The roster has the agency in another district. */
  | { readonly kind: 'other-district'; readonly place: Place; readonly expected: string }
  | { readonly kind: 'year-not-obliged'; readonly place: Place }
  /** A backfilled report does not say when it was originally received. */
  | { readonly kind: 'received-at'; readonly stated: string };

export function misplaced(why: Misplacement): Finding {
  const { path, found, expected, message } = explain(why);
  return findingOf('S3', path, found, expected, message.zh, message.en);
}

function explain(why: Misplacement): Pick<Finding, 'path' | 'found' | 'expected'> & { message: Text } {
  switch (why.kind) {
    case 'key':
      return {
        path: '',
        found: why.key,
        expected: 'inbox/<district>/<agencyId>/<year>.json',
        message: {
          zh: `上传位置「${shown(why.key)}」无法识别。请上传到 inbox/<六位区划代码>/<机关编号>/<年份>.json。`,
          en: `The place of the upload, "${shown(why.key)}", is unknown. Upload to inbox/<six-digit district>/<agency id>/<year>.json.`,
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
          zh: `机关「${why.place.agencyId}」属于 ${why.expected},不属于 ${why.place.district}。请上传到 inbox/${why.expected}/${why.place.agencyId}/${why.place.year}.json。`,
          en: `Agency "${why.place.agencyId}" belongs to ${why.expected}, not ${why.place.district}. Upload to inbox/${why.expected}/${why.place.agencyId}/${why.place.year}.json.`,
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
