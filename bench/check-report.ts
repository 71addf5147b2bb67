/**
 * Decoding and every rule of one report, beside `JSON.parse` of the same bytes: the published reports of the
 * demonstration, as people write them (indented), as programs do (without space), and as `JSON.stringify` indents. Those
 * whose sums agree are held to the limit; where sums fail, naming what broke them has a limit of its own: see `suspects`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseInstant } from '../shared/domain/basics/calendar.ts';
import { checkDocument } from '../shared/domain/verdict/check-report.ts';
import { compare, roundFigure, spread, type Report } from './measure.ts';

const PUBLISHED = new URL('../demonstration/published/', import.meta.url);

/** `repeats`: times over all documents in one round, so that a round lasts long enough for the clock. */
export async function benchCheckReport(
  report: Report,
  { rounds, repeats } = { rounds: 25, repeats: 60 },
): Promise<void> {
  const now = parseInstant('2026-12-15T08:00:00+08:00');
  if (!now) throw new Error('no instant');
  const texts = readdirSync(PUBLISHED)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(fileURLToPath(new URL(name, PUBLISHED)), 'utf8'));
  const agrees = (text: string): boolean =>
    checkDocument(new TextEncoder().encode(text), now).findings.every(({ rule }) => !rule.startsWith('A'));
  const [agreeing, failing] = [texts.filter(agrees), texts.filter((text) => !agrees(text))];
  const layouts = {
    'one row per line': agreeing,
    'without space': agreeing.map((text) => JSON.stringify(JSON.parse(text))),
    'one cell per line': agreeing.map((text) => JSON.stringify(JSON.parse(text), null, 2)),
    'one row per line, sums fail': failing,
  };
  for (const [layout, documents] of Object.entries(layouts)) {
    const bytes = documents.map((text) => new TextEncoder().encode(text));
    let sink = 0;
    const { ratio, wallRatio, subjectMs } = await compare(
      rounds,
      () => {
        for (let i = 0; i < repeats; i++)
          for (const document of bytes) sink += checkDocument(document, now).findings.length;
      },
      () => {
        for (let i = 0; i < repeats; i++)
          for (const document of bytes) sink += JSON.parse(new TextDecoder().decode(document)) ? 1 : 0;
      },
    );
    if (sink === 0) throw new Error('nothing was checked');
    const microsPerReport = (subjectMs.median * 1000) / (repeats * bytes.length);
    report({
      what: `decode and check a report (${layout}), against JSON.parse`,
      value: ratio.median,
      unit: '×',
      spread: ratio,
      ...(documents !== failing && { target: { atMost: 1 } }),
      detail: `${roundFigure(microsPerReport)} µs a report; on the clock ${spread(wallRatio, '×')}`,
    });
  }
}
