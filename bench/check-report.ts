/**
 * Decoding and every rule of one report, beside `JSON.parse` of the same bytes: the published reports of the
 * demonstration, as people write them (indented), as programs do (without space), and as `JSON.stringify` indents.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseInstant } from '../shared/domain/calendar.ts';
import { checkDocument } from '../shared/domain/check-report.ts';
import { compare, print, spread, type Spread } from './measure.ts';

const PUBLISHED = new URL('../demonstration/published/', import.meta.url);
const ROUNDS = 41;
/** Times over all documents in one round: a round lasts long enough for the clock. */
const REPEATS = 10;

export interface CheckBench {
  readonly layout: string;
  readonly ratio: Spread;
  readonly microsPerReport: number;
}

export async function benchCheckReport(): Promise<CheckBench[]> {
  const now = parseInstant('2026-01-15T08:00:00+08:00');
  if (!now) throw new Error('no instant');
  const texts = readdirSync(PUBLISHED)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(fileURLToPath(new URL(name, PUBLISHED)), 'utf8'));
  const layouts = {
    'one row per line': texts,
    'without space': texts.map((text) => JSON.stringify(JSON.parse(text))),
    'one cell per line': texts.map((text) => JSON.stringify(JSON.parse(text), null, 2)),
  };
  const results: CheckBench[] = [];
  for (const [layout, documents] of Object.entries(layouts)) {
    const bytes = documents.map((text) => new TextEncoder().encode(text));
    let sink = 0;
    const { ratio, subjectMs } = await compare(
      ROUNDS,
      () => {
        for (let i = 0; i < REPEATS; i++)
          for (const document of bytes) sink += checkDocument(document, now).findings.length;
      },
      () => {
        for (let i = 0; i < REPEATS; i++)
          for (const document of bytes) sink += JSON.parse(new TextDecoder().decode(document)) ? 1 : 0;
      },
    );
    if (sink === 0) throw new Error('nothing was checked');
    const microsPerReport = (subjectMs.median * 1000) / (REPEATS * bytes.length);
    print(
      `decode and check a report (${layout}), against JSON.parse`,
      `${spread(ratio, '×')}; ${microsPerReport.toFixed(1)} µs`,
      '≤ 1×',
    );
    results.push({ layout, ratio, microsPerReport });
  }
  return results;
}

if (import.meta.main) await benchCheckReport();
