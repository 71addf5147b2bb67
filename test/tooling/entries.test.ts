/** Entries wire and do nothing else; handlers translate. Where one grows, work has come into it that belongs below. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findEntry } from '../../cdk/constructs/bundling.ts';
import { WIRING, type FunctionName } from '../../shared/contracts/wiring.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const countLines = (path: string): number =>
  readFileSync(`${ROOT}${path}`, 'utf8').trimEnd().split('\n').length;
const ENTRIES = (Object.keys(WIRING) as FunctionName[]).map(findEntry);
const HANDLERS = globSync('functions/*/handler.ts', { cwd: ROOT });

describe('of every function', () => {
  it('there is an entry and a handler to look at', () => {
    expect(ENTRIES).toHaveLength(15);
    expect(HANDLERS).toHaveLength(11);
  });

  it.each(ENTRIES)('%s has at most 20 lines', (path) => {
    expect(countLines(path)).toBeLessThanOrEqual(20);
  });

  it.each(HANDLERS)('%s has at most 60 lines', (path) => {
    expect(countLines(path)).toBeLessThanOrEqual(60);
  });
});

describe('what a handler counts', () => {
  it.each(HANDLERS)('is written however it ends: %s', (path) => {
    expect(readFileSync(`${ROOT}${path}`, 'utf8')).toMatch(/\b(flushAfter|createObjectHandler)\(/);
  });
});

describe('stores', () => {
  /** Outside of the adapters: the test double of AWS makes bucket and table before anybody opens them. */
  const MAKES = ['local/provision.ts'];
  it('are opened in one place', () => {
    const openers = globSync('{functions,web,cli,local,bench}/**/*.{ts,tsx}', { cwd: ROOT }).filter((path) =>
      /\bcreate(S3|Table|Queue|Ses)Client\(/.test(readFileSync(`${ROOT}${path}`, 'utf8')),
    );
    expect(openers).toEqual(MAKES);
  });
});
