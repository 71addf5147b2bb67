/** Texts and lists of a document have an end: what is kept of them must fit beside the figures. */
import { describe, expect, it } from 'vitest';
import { decodeReport } from '../../../../shared/domain/document/decode-report.ts';
import {
  MAX_EXPLANATION_LENGTH,
  MAX_EXPLANATIONS,
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_NOTES,
  MAX_PLACE_LENGTH,
  MAX_URL_LENGTH,
} from '../../../../shared/domain/findings/document-limits.ts';
import type { Finding } from '../../../../shared/domain/findings/finding.ts';
import { aReport, bytesOf } from '../../../support/a-report.ts';

const findingsOf = (set: Record<string, unknown>): readonly Finding[] =>
  decodeReport(bytesOf(aReport({ set }))).findings;
const brief = ({ rule, path, found, expected }: Finding): string =>
  `${rule} ${path} ${String(found)} ${String(expected)}`;

const explanation = { rule: 'Y1', path: '/applications/carriedIn/total', text: '机构合并。' };
const note = { path: '/proactive/rules/made', text: '其中修订16件' };
const copies = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

describe('a text of the document', () => {
  const url = 'https://a.cn/';
  it.each<[string, number, (length: number) => Record<string, unknown>]>([
    ['/agency/name', MAX_NAME_LENGTH, (length) => ({ '/agency/name': '局'.repeat(length) })],
    ['/sourceUrl', MAX_URL_LENGTH, (length) => ({ '/sourceUrl': url + 'x'.repeat(length - url.length) })],
    [
      '/notes/1/path',
      MAX_PLACE_LENGTH,
      (length) => ({ '/notes': [note, { ...note, path: '/'.repeat(length) }] }),
    ],
    [
      '/notes/1/text',
      MAX_NOTE_LENGTH,
      (length) => ({ '/notes': [note, { ...note, text: '注'.repeat(length) }] }),
    ],
    [
      '/explanations/1/path',
      MAX_PLACE_LENGTH,
      (length) => ({ '/explanations': [explanation, { ...explanation, path: '/'.repeat(length) }] }),
    ],
    [
      '/explanations/1/text',
      MAX_EXPLANATION_LENGTH,
      (length) => ({ '/explanations': [explanation, { ...explanation, text: '因'.repeat(length) }] }),
    ],
  ])('at %s has at most %i characters', (path, most, set) => {
    expect(findingsOf(set(most))).toEqual([]);
    expect(findingsOf(set(most + 1)).map(brief)).toEqual([`S2 ${path} ${most + 1} ${most}`]);
  });

  it('that is an explanation names a warning, and is not quoted at length where it does not', () => {
    const [finding] = findingsOf({ '/explanations': [{ ...explanation, rule: 'Y'.repeat(100_000) }] });
    expect(finding).toMatchObject({ rule: 'S2', path: '/explanations/0/rule' });
    expect(bytesOf(finding!).length).toBeLessThan(1500);
  });
});

describe('a list of the document', () => {
  it.each([
    ['/notes', MAX_NOTES, note],
    ['/explanations', MAX_EXPLANATIONS, explanation],
  ])('at %s has at most %i entries, and is told once where it has more', (path, most, entry) => {
    expect(findingsOf({ [path]: copies(most, entry) })).toEqual([]);
    expect(findingsOf({ [path]: copies(most + 1, entry) }).map(brief)).toEqual([
      `S2 ${path} ${most + 1} ${most}`,
    ]);
    const wrong = copies(5000, { ...entry, text: '长'.repeat(10) });
    expect(findingsOf({ [path]: wrong }).map(brief)).toEqual([`S2 ${path} 5000 ${most}`]);
  });

  it('is told apart from what the format does not know', () => {
    const [finding] = findingsOf({ '/notes/0/x': 1 });
    expect(finding?.message.zh).toMatch(/^表中备注应为列表/);
    expect(findingsOf({ '/notes': [1, {}] }).map(({ message }) => message.zh.slice(0, 13))).toEqual([
      '表中备注第 1 条应为分项',
      '缺少表中备注第 2 条的所',
      '缺少表中备注第 2 条的文',
    ]);
  });

  it('tells a clerk which entry it is, and what to do', () => {
    const long = { ...explanation, text: '因'.repeat(MAX_EXPLANATION_LENGTH + 234) };
    const [tooLong] = findingsOf({ '/explanations': [explanation, long] });
    expect(tooLong?.message).toEqual({
      zh: '情况说明第 2 条的文字有 1234 个字符,最多 1000 个。请精简。',
      en: 'Explanations, entry 2, text has 1234 characters; at most 1000 are allowed. Shorten it.',
    });
    const [tooMany] = findingsOf({ '/explanations': copies(150, explanation) });
    expect(tooMany?.message).toEqual({
      zh: '情况说明有 150 条,最多 100 条。请合并或删去多余的。',
      en: 'Explanations has 150 entries; at most 100 are allowed. Join some, or remove those that are not needed.',
    });
  });
});
