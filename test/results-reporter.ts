/**
 * Writes what a run has shown, with the time of every test and file (hooks included) and what broke outside any test,
 * to the file `TEST_RESULTS`.
 */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

export interface TestResult {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
  readonly ms: number;
  /** What it failed with, shortly. */
  readonly errors: readonly string[];
}

export interface FileResult {
  readonly file: string;
  readonly ms: number;
  /** What failed in loading the file and in hooks, shortly. */
  readonly errors: readonly string[];
  readonly tests: readonly TestResult[];
}

interface Failure {
  readonly message: string;
  readonly cause?: unknown;
}

const tellShortly = (failures: readonly Failure[] = []): string[] => failures.map(tellOne);

/** The first line, that which a property is drawn from again (`{ seed: …, path: … }`), and the same of what caused it. */
function tellOne({ message, cause }: Failure): string {
  const [first = '', ...others] = message.split('\n');
  const drawn = others.filter((line) => line.startsWith('{ seed:'));
  return [[first, ...drawn].join(' '), ...(isFailure(cause) ? [tellOne(cause)] : [])].join(' ← ');
}

const isFailure = (cause: unknown): cause is Failure =>
  typeof cause === 'object' && cause !== null && 'message' in cause && typeof cause.message === 'string';

function readModule(module: TestModule): FileResult {
  const { setupDuration, collectDuration, duration } = module.diagnostic();
  return {
    file: relative('.', module.moduleId),
    ms: setupDuration + collectDuration + duration,
    errors: tellShortly([module, ...module.children.allSuites()].flatMap((one) => one.errors())),
    tests: [...module.children.allTests()].map((test) => ({
      name: test.fullName,
      state: test.result().state,
      ms: test.diagnostic()?.duration ?? 0,
      errors: tellShortly(test.result().errors),
    })),
  };
}

export default class ResultsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env['TEST_RESULTS'];
    if (file !== undefined) writeFileSync(file, JSON.stringify(modules.map(readModule)));
  }
}
