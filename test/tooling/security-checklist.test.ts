/** docs/security.md: every requirement of ASVS 5.0.0, levels 1 and 2, once, and every test that it names is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');

/** Numbers of the standard by section: `1.1:1,2` is 1.1.1 and 1.1.2. Those of level 3 are left out. */
const STANDARD =
  `1.1:1,2 1.2:1,2,3,4,5,6,7,8,9 1.3:1,2,3,4,5,6,7,8,9,10,11 1.4:1,2,3 1.5:1,2 2.1:1,2,3 2.2:1,2,3 2.3:1,2,3,4 2.4:1 3.2:1,2 3.3:1,2,3,4 3.4:1,2,3,4,5,6 3.5:1,2,3,4,5 3.7:1,2 4.1:1,2,3 4.2:1 4.3:1,2 4.4:1,2,3,4 5.1:1 5.2:1,2,3 5.3:1,2 5.4:1,2,3 6.1:1,2,3 6.2:1,2,3,4,5,6,7,8,9,10,11,12 6.3:1,2,3,4 6.4:1,2,3,4 6.5:1,2,3,4,5 6.6:1,2,3 6.8:1,2,3,4 7.1:1,2,3 7.2:1,2,3,4 7.3:1,2 7.4:1,2,3,4,5 7.5:1,2 7.6:1,2 8.1:1,2 8.2:1,2,3 8.3:1 8.4:1 9.1:1,2,3 9.2:1,2,3,4 10.1:1,2 10.2:1,2 10.3:1,2,3,4 10.4:1,2,3,4,5,6,7,8,9,10,11 10.5:1,2,3,4,5 10.6:1,2 10.7:1,2,3 11.1:1,2 11.2:1,2,3 11.3:1,2,3 11.4:1,2,3,4 11.5:1 11.6:1 12.1:1,2,3 12.2:1,2 12.3:1,2,3,4 13.1:1 13.2:1,2,3,4,5 13.3:1,2 13.4:1,2,3,4,5 14.1:1,2 14.2:1,2,3,4 14.3:1,2,3 15.1:1,2,3 15.2:1,2,3 15.3:1,2,3,4,5,6,7 16.1:1 16.2:1,2,3,4,5 16.3:1,2,3,4 16.4:1,2,3 16.5:1,2,3 17.1:1 17.2:1,2,3,4 17.3:1,2`
    .split(/\s+/)
    .flatMap((section) => {
      const [name = '', numbers = ''] = section.split(':');
      return numbers.split(',').map((number) => `${name}.${number}`);
    });

const NUMBER = /\b\d+\.\d+\.\d+\b/g;
const rows = text
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, number = '']) => /^\d+\.\d+\.\d+$/.test(number))
  .map(([, number = '', asks = '', status = '', where = '']) => ({ number, asks, status, where }));
const left = text.split('\n').filter((line) => line.startsWith('Does not apply: '));
const named = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);

it('has each requirement once', () => {
  expect(STANDARD).toHaveLength(253);
  const listed = [
    ...rows.map(({ number }) => number),
    ...left.flatMap((line) => [...line.matchAll(NUMBER)].map(([number]) => number)),
  ];
  expect(listed.toSorted()).toEqual(STANDARD.toSorted());
});

it('gives each a status, and a test or a reason', () => {
  const statuses = new Set(rows.map(({ status }) => status));
  expect([...statuses].toSorted()).toEqual(['by design', 'configured', 'decided', 'not yet', 'tested']);
  for (const { number, asks, status, where } of rows) {
    expect([number, asks === '' || where === '']).toEqual([number, false]);
    if (status === 'tested') expect([number, where]).toEqual([number, expect.stringContaining('test/')]);
  }
  for (const line of left) expect(line.replaceAll(NUMBER, '')).toMatch(/^Does not apply: [, ]*\(/);
});

it('names no test that is not there', () => {
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
