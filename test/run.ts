/**
 * `npm test`: everything that must hold before a change goes out, in one run, the quick guards first.
 * Each guard counts as one test beside the tests themselves. The last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

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
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

const resultsSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) }),
  ),
});

async function tests(): Promise<Tally> {
  const startedMs = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'gouji-test-'));
  try {
    const file = join(folder, 'results.json');
    const succeeded = await run(
      'vitest',
      ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      true,
    );
    if (!existsSync(file)) return { passed: 0, failed: 1 };
    const results = resultsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const skipped = results.testResults
      .flatMap((result) => result.assertionResults)
      .filter(({ status }) => status === 'pending' || status === 'skipped' || status === 'todo');
    for (const { fullName } of skipped) console.log(`skipped ${fullName}`);
    // A file that can't be loaded, or an error outside any test, fails the run without a failed test.
    const failed = succeeded ? results.numFailedTests : Math.max(1, results.numFailedTests);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`${failed === 0 ? 'passed' : 'FAILED'}  ${'tests'.padEnd(14)} ${seconds.padStart(6)} s`);
    return { passed: results.numPassedTests, failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const tallies: Tally[] = [];
// The web build makes modules that the compiler and the tests import.
for (const script of ['build', 'types', 'lint', 'format:check', 'imports']) tallies.push(await guard(script));
tallies.push(await tests());
tallies.push(await guard('synth'));

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
