/**
 * Reading times of texts that are made up to be slow: a mebibyte of the words by which counts are told, repeated, beside as
 * much of an ordinary report's prose. What takes more steps than a document may is measured too: it is returned for it.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { parseInstant } from '../shared/domain/basics/calendar.ts';
import { checkDocument } from '../shared/domain/verdict/check-report.ts';
import { MAX_DOCUMENT_BYTES } from '../shared/domain/findings/document-limits.ts';
import { readStatedCounts } from '../shared/domain/narrative/narrative-counts.ts';
import { ReadingBudget } from '../shared/domain/narrative/reading-budget.ts';
import { compare, roundFigure, type Report } from './measure.ts';

const PUBLISHED = new URL('../demonstration/published/2024-huaianshi.json', import.meta.url);
const PROSE =
  '本年度我局认真落实条例要求,持续推进政务公开标准化规范化建设,全年通过门户网站主动公开各类信息一百二十三条;依申请公开工作有序开展,收到政府信息公开申请9件,均已按时办结。下一步将进一步加强组织领导,完善制度机制,提高队伍的业务能力和服务水平。';
const REPEATED = {
  'groups of digits': '1,000,',
  'numbers with units': '1,000,000件',
  counts: '9件,',
  'bare numbers': '9,',
  'sentences of a number': '9。',
  'applications and their counts': '申请9件,',
  'numbers in Chinese': '一十',
  'what was received': '收到申请1件,',
  channels: '收到通过、、、、、、的',
  denials: '未发生因由信息公开',
  'what was carried over': '无上年结转',
  'counts that are carried over': '申请9件结转',
  disputes: '1件信息公开工作申请复议诉讼',
  months: '12月',
  'applicants and bodies': '公民、法人和其他组织教育局委员会',
  'spaces within words': '申 请',
  'outcomes of applications': '申请予以公开1件',
  'what is all done': '申请均办结',
  'gaps of a template': '《XX局',
  'signs of misread text': '锛',
  'brackets and quotes': '((“《',
} as const;
const OF = { year: 2024, agencyName: '淮安市人民政府' };

export async function benchHostileTexts(
  report: Report,
  { rounds, bytes } = { rounds: 7, bytes: MAX_DOCUMENT_BYTES },
): Promise<void> {
  const now = parseInstant('2026-12-15T08:00:00+08:00');
  if (!now) throw new Error('no instant');
  const document = z
    .looseObject({ narrative: z.looseObject({}) })
    .parse(JSON.parse(readFileSync(PUBLISHED, 'utf8')));
  const encoder = new TextEncoder();
  /** The report with a text that fills it up. */
  const filled = (part: string): Uint8Array => {
    const times = Math.floor((bytes * 0.98) / encoder.encode(part).length);
    const narrative = { ...document.narrative, overview: `收到申请${part.repeat(times)}` };
    return encoder.encode(JSON.stringify({ ...document, narrative }));
  };
  const prose = filled(PROSE);
  await benchOrdinaryText(report, rounds);
  await benchOrdinaryReport(report, rounds, (narrative) =>
    checkDocument(encoder.encode(JSON.stringify({ ...document, narrative })), now),
  );
  for (const [what, part] of Object.entries(REPEATED)) {
    const hostile = filled(part);
    const isReturned = checkDocument(hostile, now).findings.some(({ rule }) => rule === 'S1');
    const { ratio, subjectMs } = await compare(
      rounds,
      () => checkDocument(hostile, now),
      () => checkDocument(prose, now),
    );
    report({
      what: `check a report whose text repeats ${what}, against one with as many bytes of prose`,
      value: ratio.median,
      unit: '×',
      spread: ratio,
      target: { atMost: 3 },
      detail: `${roundFigure(subjectMs.median)} ms${isReturned ? '; returned, too costly to read' : ''}`,
    });
  }
}

/** What it costs where nobody means harm. */
async function benchOrdinaryText(report: Report, rounds: number): Promise<void> {
  const text = PROSE.repeat(10).slice(0, 1000);
  const times = 400;
  const { subjectMs } = await compare(
    rounds,
    () => {
      for (let i = 0; i < times; i++) readStatedCounts(text, OF, new ReadingBudget());
    },
    () => undefined,
  );
  report({
    what: 'read the counts that 1 000 characters of prose state',
    value: subjectMs.median / times,
    unit: ' ms',
    target: { atMost: 0.3 },
  });
}

/** A report whose texts are as long as those of most: decoded, and held against every rule. */
async function benchOrdinaryReport(
  report: Report,
  rounds: number,
  check: (narrative: { overview: string; problems: string; other: string }) => unknown,
): Promise<void> {
  const text = PROSE.repeat(10);
  const narrative = { overview: text.slice(0, 700), problems: text.slice(700, 1000), other: '无。' };
  const times = 200;
  const { subjectMs } = await compare(
    rounds,
    () => {
      for (let i = 0; i < times; i++) check(narrative);
    },
    () => undefined,
  );
  report({
    what: 'decode a report with a narrative of 1 000 characters and hold it against every rule',
    value: subjectMs.median / times,
    unit: ' ms',
    target: { atMost: 0.3 },
  });
}
