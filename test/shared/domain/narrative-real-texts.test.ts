/**
 * Q1 over the published texts beside the project, where they are to be had: what it finds, and which of it is right by
 * reading. The texts are read here and nowhere kept; expectations are figures.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { narrativeContradictions } from '../../../shared/domain/check-narrative.ts';
import { decodeReport } from '../../../shared/domain/decode-report.ts';
import { statedCounts } from '../../../shared/domain/narrative-counts.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/real-reports/', import.meta.url));
const isThere = existsSync(`${FOLDER}raw`);
if (!isThere)
  console.warn('skipped: the published texts are not beside this checkout (../shared/real-reports)');

/** Contradictions that a reader finds, too: the file, what is counted, what the text says and the tables. */
const RIGHT: readonly string[] = ['2022-pingtan received 75 74', '2024-shanghai-kewei carriedOut 1 0'];
/** Contradictions that no reader would call one. At most one in 29 reports. */
const WRONG: readonly string[] = [];

/** Text of any of the layouts, without tags. */
function plainText(raw: string): string {
  const text = raw.trimStart().startsWith('{') ? longestString(JSON.parse(raw)) : raw;
  return text
    .replace(/<(style|script)[^]*?<\/\1>/gi, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&(?:lt|gt|amp|quot|ldquo|rdquo);/g, '');
}

function longestString(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value)
    .map(longestString)
    .reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}

/** What stands before the tables, and from section five on. */
function narrativeOf(raw: string): string[] {
  const text = plainText(raw);
  const tables = text.search(/第\s*二\s*十\s*条\s*第?\s*[（(]\s*一\s*[）)]/);
  const last = text.lastIndexOf('尚未审结');
  const rest = last < 0 ? -1 : text.indexOf('五、', last);
  return [text.slice(0, tables < 0 ? text.length : tables), rest < 0 ? '' : text.slice(rest)];
}

describe.skipIf(!isThere)('the texts of published reports', () => {
  it('contradict their tables where a reader says so, and nearly nowhere else', () => {
    const rows: string[] = [];
    const alarms: string[] = [];
    for (const file of readdirSync(`${FOLDER}raw`).sort()) {
      const name = file.replace(/\.\w+$/, '');
      const json = `${FOLDER}json/${name}.json`;
      if (!existsSync(json)) continue;
      const decoded = decodeReport(new Uint8Array(readFileSync(json)));
      const report = decoded.kind === 'read' ? decoded.report : undefined;
      if (!report) throw new Error(`${name} cannot be read`);
      const narrative = narrativeOf(readFileSync(`${FOLDER}raw/${file}`, 'utf8'));
      const of = { year: report.year, agencyName: report.agency.name };
      const counts = narrative.flatMap((text) => statedCounts(text, of));
      const found = narrativeContradictions(narrative, report.figures, of).map(
        ({ thing, stated, expected }) => `${name} ${thing} ${stated} ${expected}`,
      );
      alarms.push(...found);
      const right = found.filter((alarm) => RIGHT.includes(alarm)).length;
      rows.push(
        `${name.padEnd(26)} counts ${String(counts.length).padStart(2)}  alarms ${found.length}  right ${right}  wrong ${found.length - right}`,
      );
    }
    console.log(rows.join('\n'));
    expect(rows).toHaveLength(28);
    expect(alarms).toEqual([...RIGHT, ...WRONG].toSorted());
    expect(WRONG.length).toBeLessThanOrEqual(1);
  });
});
