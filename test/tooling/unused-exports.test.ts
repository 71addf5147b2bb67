import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findUnusedExports } from './unused-exports.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Lambda, the command line, the browser, tools and the test runner read these. */
const ENTRIES =
  /^functions\/[^/]+\/index\.ts$|^(cli|bench|cdk|web|test|web\/reference)\/(main|app|build|run|write)\.tsx?$|\.config\.[jt]s$|\.test\.tsx?$|^web\/(client|generated|(account|downloads|office)\/index|index|local-handlers)|^test\/fixtures/;

it('finds what nobody imports, and only that', () => {
  const files = new Map([
    [
      'a/one.ts',
      'export const used = 1, alone = 2;\nexport function helper() {}\nexport type Shape = { a: 1 };',
    ],
    ['a/all.ts', 'export const anything = 1;'],
    ['a/later.ts', 'export class Late {}'],
    ['a/typed.ts', 'export interface Typed {}'],
    ['a/passed.ts', "export { used as given } from './one.ts';"],
    [
      'b/two.ts',
      "import { used } from '../a/one.ts';\nimport type { Shape as Other } from '../a/one.ts';\nimport * as all from '../a/all.ts';\nconst late = () => import('../a/later.ts');\ntype T = typeof import('../a/typed.ts');\nexport const entry = [used, all, late];",
    ],
  ]);
  expect(findUnusedExports(files, (path) => path === 'b/two.ts')).toEqual([
    'a/one.ts#alone',
    'a/one.ts#helper',
    'a/passed.ts#given',
  ]);
});

it('the project exports nothing that nobody imports', () => {
  const paths = globSync(
    '{bench,cdk,cli,demonstration,functions,generator,local,shared,test,web}/**/*.{ts,tsx}',
    {
      cwd: ROOT,
    },
  ).map((path) => path.replaceAll('\\', '/'));
  expect(paths.length).toBeGreaterThan(500);
  const files = new Map(paths.map((path) => [path, readFileSync(`${ROOT}/${path}`, 'utf8')]));
  expect(findUnusedExports(files, (path) => ENTRIES.test(path))).toEqual([]);
});
