/** What it costs to read and check a mebibyte made up to be slow, beside as many bytes of an ordinary report. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { parseInstant } from '../shared/domain/basics/calendar.ts';
import { MAX_DOCUMENT_BYTES } from '../shared/domain/findings/document-limits.ts';
import { checkDocument } from '../shared/domain/verdict/check-report.ts';
import { LARGE_DOCUMENTS } from '../test/fixtures/large-documents.ts';
import { compare, roundFigure, type Report } from './measure.ts';

const PUBLISHED = new URL('../demonstration/published/2024-huaianshi.json', import.meta.url);

export async function benchLargeDocuments(
  report: Report,
  { rounds, bytes } = { rounds: 7, bytes: MAX_DOCUMENT_BYTES },
): Promise<void> {
  const now = parseInstant('2026-01-15T08:00:00+08:00');
  if (!now) throw new Error('no instant');
  const encoder = new TextEncoder();
  const ordinary = encoder.encode(fillNotes(readFileSync(PUBLISHED, 'utf8'), Math.floor(bytes * 0.98)));
  for (const [what, fill] of Object.entries(LARGE_DOCUMENTS)) {
    const large = encoder.encode(fill(bytes));
    const { ratio, subjectMs } = await compare(
      rounds,
      () => checkDocument(large, now),
      () => checkDocument(ordinary, now),
    );
    report({
      what: `check a mebibyte of ${what}, against a report with as many bytes of notes`,
      value: ratio.median,
      unit: '×',
      spread: ratio,
      // What is quadratic takes thousands of times as long.
      target: { atMost: 50 },
      detail: `${roundFigure(subjectMs.median)} ms`,
    });
  }
}

/** The report with remarks that fill it up. */
function fillNotes(text: string, bytes: number): string {
  const document = z.looseObject({}).parse(JSON.parse(text));
  const note = { path: '/applications/received/total', text: '含上年结转。' };
  const times = Math.floor((bytes - Buffer.byteLength(text)) / (Buffer.byteLength(JSON.stringify(note)) + 1));
  return JSON.stringify({ ...document, notes: Array.from({ length: times }, () => note) });
}
