import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sortFunctionNames } from './function-names.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LEAST_SHARE_OF_VERBS = 0.6;

it('tells names by their shape, and leaves out what is no exported function', () => {
  const text = `
    export function readDeadline() {}
    export const isLate = (): boolean => true;
    export async function* listYears() {}
    export function deadlineOf() {}
    export const nameOf = function () {};
    export function regionTable() {}
    export function reader() {}
    export function sum(text: string): string;
    export function sum(text: number): number;
    export function sum() {}
    export const Table = () => null;
    export const schema = z.object({});
    function own() {}`;
  expect(sortFunctionNames(new Map([['a.ts', text]]))).toEqual({
    verb: ['a.ts#readDeadline', 'a.ts#isLate', 'a.ts#listYears', 'a.ts#sum'],
    of: ['a.ts#deadlineOf', 'a.ts#nameOf'],
    other: ['a.ts#regionTable', 'a.ts#reader'],
  });
});

it('exported functions read aloud: most begin with a verb, none ends in Of', () => {
  const paths = globSync('{bench,cdk,cli,functions,generator,local,shared,web}/**/*.{ts,tsx}', {
    cwd: ROOT,
    exclude: ['**/*.test.*'],
  });
  const { verb, of, other } = sortFunctionNames(
    new Map(paths.map((path) => [path, readFileSync(`${ROOT}/${path}`, 'utf8')])),
  );
  expect(verb.length + other.length).toBeGreaterThan(500);
  expect(of).toEqual([]);
  expect(verb.length / (verb.length + of.length + other.length)).toBeGreaterThanOrEqual(LEAST_SHARE_OF_VERBS);
});
