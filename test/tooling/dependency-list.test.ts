/** What goes out with us stands under licences that allow it, and is listed by the build. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { isAllowed, listDependencies, printDependencies } from './dependency-list.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gouji-planted-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('every package in production has a licence that allows to go out with us', () => {
  const dependencies = listDependencies(ROOT);
  expect(dependencies.length).toBeGreaterThan(100);
  expect(dependencies.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  const { dependencies: named } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const direct = new Map(
    dependencies.filter(({ isDirect }) => isDirect).map(({ name, version }) => [name, version]),
  );
  for (const [name, version] of Object.entries(named))
    expect([name, direct.get(name)]).toEqual([name, version]);
});

it.each([
  ['MIT', true],
  ['(MIT OR Apache-2.0)', true],
  ['MIT AND BSD-3-Clause', true],
  ['(GPL-3.0 OR MIT)', true],
  ['GPL-3.0-only', false],
  ['MIT AND GPL-3.0-only', false],
  ['SEE LICENSE IN LICENSE', false],
  [undefined, false],
])('%o is allowed: %o', (licence, allowed) => {
  expect(isAllowed(licence)).toBe(allowed);
});

it('is told of packages that lie within others, name licences the old way, or name none', () => {
  const files = {
    'package.json': { dependencies: { a: '1.0.0' } },
    'package-lock.json': {
      packages: {
        '': {},
        'node_modules/a': { version: '1.0.0', license: 'MIT' },
        'node_modules/a/node_modules/@s/b': { version: '2.0.0' },
        'node_modules/c': { version: '3.0.0' },
        'node_modules/elsewhere': { version: '4.0.0', license: 'ISC' },
        'node_modules/tool': { version: '5.0.0', license: 'GPL-3.0', dev: true },
      },
    },
    'node_modules/a/package.json': { license: 'AGPL-3.0' },
    'node_modules/a/node_modules/@s/b/package.json': { licenses: [{ type: 'MIT' }] },
    'node_modules/c/package.json': {},
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(content));
  }
  const dependencies = listDependencies(folder);
  expect(dependencies).toEqual([
    { name: '@s/b', version: '2.0.0', licence: 'MIT', isDirect: false },
    // What is installed says more than the lock.
    { name: 'a', version: '1.0.0', licence: 'AGPL-3.0', isDirect: true },
    { name: 'c', version: '3.0.0', licence: undefined, isDirect: false },
    { name: 'elsewhere', version: '4.0.0', licence: 'ISC', isDirect: false },
  ]);
  expect(printDependencies(dependencies)).toContain('| c | 3.0.0 | none stated |  |');
});
