import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parseRegions, parseRoster } from '../../shared/contracts/files/roster-file.ts';

const main = fileURLToPath(new URL('../../generator/main.ts', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'gouji-generator-'));
afterAll(() => {
  rmSync(out, { recursive: true });
});

const run = (...args: string[]): { code: number | null; stdout: string; stderr: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
};

describe('generator/main.ts', () => {
  it('writes regions, roster, documents and when they were received', () => {
    const size = [
      '--seed',
      '1',
      '--districts',
      '2',
      '--agencies',
      '8',
      '--years',
      '2020-2022',
      '--flaws',
      '1',
    ];
    const { code, stdout } = run(...size, '--out', out);
    expect(code).toBe(0);
    expect(stdout).toContain('agencies in');
    const read = (name: string): string => readFileSync(join(out, name), 'utf8');
    const regions = parseRegions(read('regions.csv'), 'csv');
    const roster = parseRoster(read('roster.csv'), 'csv');
    expect(regions.kind === 'ok' && regions.regions).toHaveLength(5);
    // Eight of each of two districts and of the city, and three consolidated reports.
    expect(roster.kind === 'ok' && roster.agencies).toHaveLength(27);
    const [head, ...lines] = read('received-at.csv').trimEnd().split('\n');
    expect(head).toBe('file,receivedAt,planted');
    for (const line of lines) expect(existsSync(join(out, line.split(',')[0] ?? ''))).toBe(true);
    // One report is missing; three are there in two versions.
    expect(lines).toHaveLength(27 * 3 - 1 + 3);
    expect(lines.filter((line) => line.includes('.2.json'))).toHaveLength(3);
    expect(JSON.parse(read('450102/450102-gov/2021.json'))).toMatchObject({ year: 2021, district: '450102' });
  });

  it.each([
    [['--districts', '2'], '--out'],
    [['--out', out, '--districts', 'many'], '--districts'],
    [['--out', out, '--districts', '99'], '--districts'],
    [['--out', out, '--years', '2025-2019'], '--years'],
    [['--out', out, '--folder', 'x'], '--folder'],
  ])('says what is wrong with %j, and how it is used', (args, option) => {
    const { code, stderr } = run(...args);
    expect(code).toBe(2);
    expect(stderr.split('\n')[0]).toContain(option);
    expect(stderr).toContain('node generator/main.ts --out DIR');
  });
});
