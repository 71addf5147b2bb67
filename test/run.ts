/**
 * `npm test`: everything that must hold before a change goes out, in one run, the quick guards first.
 * Each guard counts as one test beside the tests themselves. At the end the slowest tests and all that failed are told
 * (of a long log often nothing but the end is kept); the last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileResult, TestResult } from './results-reporter.ts';

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** An npm script; its output is shown as it comes (`live`) or only where it fails. */
function run(script: string, args: readonly string[], live: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    });
    const output: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', () => resolve(false));
    child.on('close', (code) => {
      if (code !== 0) process.stdout.write(Buffer.concat(output));
      resolve(code === 0);
    });
  });
}

async function guard(script: string): Promise<Tally> {
  const startedMs = performance.now();
  const passed = await run(script, [], false);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${passed ? 'passed' : 'FAILED'}  ${script.padEnd(14)} ${seconds.padStart(6)} s`);
  if (!passed) failures.push(`failed  ${script}`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

async function tests(): Promise<Tally> {
  const startedMs = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'gouji-test-'));
  try {
    const file = join(folder, 'results.json');
    process.env['TEST_RESULTS'] = file;
    const succeeded = await run(
      'vitest',
      ['--reporter=default', '--reporter=./test/results-reporter.ts'],
      true,
    );
    if (!existsSync(file)) return { passed: 0, failed: 1 };
    const files: readonly FileResult[] = JSON.parse(readFileSync(file, 'utf8'));
    const results = files.flatMap(({ tests: inFile }) => inFile);
    const count = (wanted: TestResult['state']): number =>
      results.filter(({ state }) => state === wanted).length;
    for (const { name, state } of results)
      if (state === 'skipped' || state === 'pending') console.log(`skipped ${name}`);
    for (const { file: name, errors, tests: inFile } of files) {
      for (const error of errors) failures.push(`failed  ${name}: ${error}`);
      for (const test of inFile.filter(({ state }) => state === 'failed'))
        failures.push(`failed  ${name}: ${test.name}: ${test.errors.join('; ')}`);
    }
    // A file that can't be loaded, or an error outside any test, fails the run without a failed test.
    const failed = succeeded ? count('failed') : Math.max(1, count('failed'));
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`${failed === 0 ? 'passed' : 'FAILED'}  ${'tests'.padEnd(14)} ${seconds.padStart(6)} s`);
    slowest.push(
      ...listSlowest(
        'test files',
        files.map(({ file: name, ms }) => ({ name, ms })),
      ),
    );
    slowest.push(
      ...listSlowest(
        'tests',
        files.flatMap(({ file: name, tests: inFile }) =>
          inFile.map((test) => ({ name: `${name}: ${test.name}`, ms: test.ms })),
        ),
      ),
    );
    return { passed: count('passed'), failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Told at the end. */
const failures: string[] = [];
const SLOWEST = 10;
/** What should be made quicker first; told at the end. */
const slowest: string[] = [];
function listSlowest(
  what: string,
  timed: readonly { readonly name: string; readonly ms: number }[],
): string[] {
  const most = timed.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST);
  return [
    `slowest ${what}:`,
    ...most.map(({ name, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${name}`),
  ];
}

const tallies: Tally[] = [];
// The web build makes modules that the compiler and the tests import.
for (const script of ['build', 'types', 'lint', 'format:check', 'imports']) tallies.push(await guard(script));
tallies.push(await tests());
tallies.push(await guard('synth'));

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
process.exitCode = failed === 0 ? 0 : 1;
for (const line of [...slowest, ...failures]) console.log(line);
console.log(`${passed} passed, ${failed} failed`);
