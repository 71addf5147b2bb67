import { describe, expect, it } from 'vitest';
import {
  findOriginals,
  type CopiedText,
  type TextHolder,
} from '../../../../shared/domain/narrative/original-text.ts';
import type { Finding } from '../../../../shared/domain/findings/finding.ts';
import { compare } from '../../../support/a-report.ts';
import {
  splitIntoBands,
  COPIED_AT,
  computeFingerprint,
  estimateSimilarity,
} from '../../../../shared/domain/narrative/narrative-fingerprint.ts';
import { findSharedPassage } from '../../../../shared/domain/narrative/shared-passage.ts';

const narrative = (year: number, name: string, count: number, share: string) => ({
  overview: `${year}年,${name}把招生入学信息作为公开的重点,由办公室统一审核以后发布,网站更新${count}条,同比增长${share}。学区划分、民办学校收费和教师招聘三类信息提前十个工作日征求家长意见,并在校门口的公示栏里张贴。`,
  problems: `${name}的工作还有不足:政策解读以文字为主,形式偏少;个别股室对哪些信息应当公开把握不准。下一步将按季度通报发布情况,组织业务培训${count}场,把公开事项细化到岗位,由专人逐一核对。`,
});
const text = narrative(2024, '柳北区教育局', 1204, '3.5%');
const copy = narrative(2025, '鱼峰区教育局', 87, '12%');
const print = (from = text, names = ['柳北区教育局', '鱼峰区教育局']): string =>
  computeFingerprint(from, names) ?? '';

describe('a fingerprint', () => {
  it('is the same but for years, counts and names', () => {
    expect(print()).toMatch(/^[\w-]{120}$/);
    expect(computeFingerprint(text, ['柳北区教育局'])).toBe(computeFingerprint(copy, ['鱼峰区教育局']));
    expect(estimateSimilarity(print(), print(copy))).toBe(1);
    expect(splitIntoBands(print())).toEqual(splitIntoBands(print(copy)));
    expect(new Set(splitIntoBands(print())).size).toBe(3);
  });

  it('tells other texts apart, and nothing of short ones', () => {
    const other = {
      overview:
        '防汛值守期间,雨情水情每两小时发布一次,水库泄洪提前告知下游村屯,并由河长在微信群里转发;取水许可的办理条件改写成问答,办事群众可以先在网上对照,再到窗口交件。',
      problems:
        '旧档案没有电子化,检索要到库房翻找,答复因此常常用足期限。已经和档案馆商定分批扫描,先扫农田水利工程和移民安置的卷宗,年底以前交付第一批,并安排人员学习目录编制。',
    };
    expect(estimateSimilarity(print(), print(other))).toBeLessThan(0.1);
    expect(computeFingerprint({ overview: '正文从略,见来源。', problems: '无' }, [])).toBeUndefined();
  });

  it('stays near where a sentence is put in', () => {
    const longer = { ...text, problems: `${text.problems}另外增加了一名工作人员。` };
    expect(estimateSimilarity(print(), print(longer))).toBeGreaterThanOrEqual(COPIED_AT);
  });
});

describe('the shared passage', () => {
  it('is the longest, with the years and counts in it', () => {
    const passage = findSharedPassage(
      { narrative: copy, names: ['鱼峰区教育局'] },
      { narrative: text, names: ['柳北区教育局'] },
    );
    expect(passage?.path).toBe('/narrative/overview');
    const words = copy.overview.slice(passage?.start, passage?.end);
    expect(words.startsWith('年,鱼峰区教育局把招生')).toBe(true);
    expect(words.endsWith('张贴')).toBe(true);
  });

  it('is none where only phrases are shared', () => {
    const other = { overview: '政策解读以文字为主,另无。', problems: '' };
    expect(
      findSharedPassage({ narrative: text, names: [] }, { narrative: other, names: [] }),
    ).toBeUndefined();
  });

  // How soon is the bench `fingerprint`'s to say.
  it('is found in long texts that repeat themselves', () => {
    const long = { overview: '公开信息及时准确地发布'.repeat(2_000), problems: '' };
    expect(findSharedPassage({ narrative: long, names: [] }, { narrative: long, names: [] })?.end).toBe(
      20_000,
    );
  });
});

describe('the original', () => {
  const holder = (agencyId: string, receivedAt: string): TextHolder => ({
    agencyId,
    receivedAt,
    fingerprint: print(),
  });
  const [a, b, c] = [holder('a', '2025-01-03'), holder('b', '2025-01-02'), holder('c', '2025-01-02')];

  it('is the earliest other one, whichever order they are found in', () => {
    for (const holders of [
      [a, b, c],
      [c, b, a],
    ]) {
      expect(findOriginals(a, holders)[0]?.holder).toBe(b);
      expect(findOriginals(c, holders)[0]?.holder).toBe(b);
      expect(findOriginals(b, holders)).toEqual([]);
    }
  });

  it('is nobody whose text is another', () => {
    expect(findOriginals(a, [{ ...b, fingerprint: 'A'.repeat(120) }])).toEqual([]);
  });
});

describe('the finding', () => {
  it('says whose text it is, and quotes it', () => {
    const passage = { path: '/narrative/overview', start: 0, end: 5 };
    const tell = (otherTexts: CopiedText): Finding => compare({}, { otherTexts })[0]!;
    const quoted = { passage, text: text.overview };
    const finding = tell({ source: { kind: 'last-year', year: 2023 }, similarity: 0.967, quoted });
    expect(finding).toMatchObject({ rule: 'Q3', path: '/narrative', found: 97, expected: null, passage });
    expect(finding.message.zh).toContain('本机关 2023 年度报告约 97% 相同,如“2024年”');
    const agency = { kind: 'agency', agencyId: 'x', year: 2024 } as const;
    const other = tell({ source: { ...agency, name: '某局' }, similarity: 1 });
    expect(other.passage).toBeUndefined();
    expect(other.message.zh).toContain('某局(x)的 2024 年度报告约 100%');
    expect(tell({ source: agency, similarity: 1 }).message.en).toContain('for 2024 of x.');
  });
});
