/** What `npm test` counts and times is what has run. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { FileResult } from '../results-reporter.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PLANTED = `import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
beforeAll(() => sleep(300));
it('holds', () => sleep(200));
it('fails', () => expect(1).toBe(2));
it('is a property', () => fc.assert(fc.property(fc.nat(), (n) => expect(n).toBeLessThan(0)), { seed: 7 }));
it.skip('is left out', () => undefined);
`;

it('tells every test with its state and time, and a file with its hooks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gouji-reporter-'));
  try {
    writeFileSync(join(folder, 'planted.test.js'), PLANTED);
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const results = join(folder, 'results.json');
    const { status } = spawnSync(
      process.execPath,
      [
        join(ROOT, 'node_modules/vitest/vitest.mjs'),
        ...['run', '--root', folder, '--reporter', join(ROOT, 'test/results-reporter.ts')],
      ],
      { env: { ...process.env, TEST_RESULTS: results } },
    );
    expect(status).toBe(1);
    const [file, ...others]: FileResult[] = JSON.parse(readFileSync(results, 'utf8'));
    expect(others).toEqual([]);
    expect(file?.tests.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'holds: passed',
      'fails: failed',
      'is a property: failed',
      'is left out: skipped',
    ]);
    expect(file?.tests[1]?.errors).toEqual(['expected 1 to be 2 // Object.is equality']);
    // So that it can be drawn again.
    expect(file?.tests[2]?.errors).toEqual([
      expect.stringMatching(
        /^Property failed after 1 tests \{ seed: 7, path: "0.*", .*\} ← expected \d+ to be less than 0$/,
      ),
    ]);
    expect(file!.tests[0]!.ms).toBeGreaterThanOrEqual(190);
    expect(file!.ms).toBeGreaterThanOrEqual(490);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
