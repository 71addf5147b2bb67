/** The sentences of the findings about who filed, what for, when, and in which words. */
import { editionOf } from '../form/catalogue.ts';
import { placeName } from '../form/cell-names.ts';
import type { Finding } from './finding.ts';
import { shown } from './quotation.ts';
import { findingOf } from './rule-catalogue.ts';

export function wrongEdition(year: number, edition: string): Finding {
  const expected = editionOf(year);
  return findingOf(
    'S4',
    '/edition',
    edition,
    expected,
    `${year} 年度应使用 ${expected} 版格式,这份报告是 ${edition} 版。请核对年份,或按 ${expected} 版重新填报。`,
    `The report for ${year} is due in edition ${expected}; this one is of edition ${edition}. Check the year, or fill in edition ${expected}.`,
  );
}

export function yearNotEnded(year: number, last: number): Finding {
  return findingOf(
    'S4',
    '/year',
    year,
    last,
    `${year} 年度还没有结束(北京时间),现在最多只能报送 ${last} 年度。请核对年份,或在年度结束后再报送。`,
    `The year ${year} has not ended (China time); ${last} is the last that can be filed. Check the year, or file when it has ended.`,
  );
}

export function wrongCheckCharacter(code: string, check: string | undefined): Finding {
  return check === undefined
    ? findingOf(
        'S5',
        '/agency/creditCode',
        code,
        null,
        `统一社会信用代码 ${code} 含有不使用的字符(只用数字和除 I、O、S、V、Z 外的大写字母)。请按登记证书核对。`,
        `The credit code ${code} holds a character that is not in use (digits, and capitals other than I, O, S, V, Z). Check it against the certificate.`,
      )
    : findingOf(
        'S5',
        '/agency/creditCode',
        code,
        code.slice(0, -1) + check,
        `统一社会信用代码 ${code} 的校验位不符:前十七位若无误,末位应为 ${check}。请按登记证书核对。`,
        `The check character of the credit code ${code} is wrong: were the first 17 right, it would be ${check}. Check it against the certificate.`,
      );
}

export function otherPlace(
  path: '/agency/id' | '/district' | '/year',
  found: string | number,
  expected: string | number,
): Finding {
  const name = placeName('2021', path);
  return findingOf(
    'S3',
    path,
    found,
    expected,
    `报告中的${name.zh}是 ${found},但上传位置和机关名录是 ${expected}。请核对是否传错了位置,或改正报告。`,
    `The report says ${name.en.toLowerCase()} ${found}, but the place of the upload and the roster say ${expected}. Upload it to its own place, or correct the report.`,
  );
}

export function otherName(found: string, expected: string): Finding {
  return findingOf(
    'Q6',
    '/agency/name',
    found,
    expected,
    `机关名称填的是“${shown(found)}”,名录中是“${shown(expected)}”。请改用名录中的名称;如已更名,请联系政务公开主管部门更新名录。`,
    `The agency is named "${shown(found)}", in the roster "${shown(expected)}". Use the roster's name; if it was renamed, ask the oversight office to update the roster.`,
  );
}

export function emptyNarrative(path: '/narrative/overview' | '/narrative/problems', found: string): Finding {
  const name = placeName('2021', path);
  return findingOf(
    'Q2',
    path,
    found,
    null,
    `“${name.zh}”没有内容。请补写这一部分。`,
    `"${name.en}" says nothing. Write this section.`,
  );
}

export function implausibleDay(
  why: 'before-year-end' | 'after-upload' | 'after-deadline',
  found: string,
  expected: string,
): Finding {
  const { zh, en } = {
    'before-year-end': {
      zh: `报告年度尚未结束,最早为 ${expected}`,
      en: `before the report year ended: ${expected} is the earliest`,
    },
    'after-upload': { zh: `晚于上传日 ${expected}`, en: `after the day of the upload, ${expected}` },
    'after-deadline': { zh: `晚于截止日 ${expected}`, en: `after the deadline, ${expected}` },
  }[why];
  return findingOf(
    'D2',
    '/publishedOn',
    found,
    expected,
    `公布日期填的是 ${found},${zh}。请核对日期;确实如此的,请附情况说明。`,
    `The date of publication is ${found}, ${en}. Check it; where it is right, add an explanation.`,
  );
}

export function filedLate(days: number, received: string, deadline: string): Finding {
  return findingOf(
    'D1',
    '',
    received,
    deadline,
    `首次合格报告于 ${received} 收到,截止日是 ${deadline},逾期 ${days} 天。此项无需说明,更正报告不影响首次收到日期。`,
    `The first acceptable report was received on ${received}; the deadline was ${deadline}: late by ${days} ${days === 1 ? 'day' : 'days'}. Nothing needs to be done; corrections do not change the date.`,
  );
}

export function moreFindings(count: number): Finding {
  return findingOf(
    'S2',
    '',
    count,
    null,
    `另有 ${count} 处问题没有列出。请先改正以上各处,再检查一次。`,
    `There are ${count} more findings. Correct those above and check again.`,
  );
}
