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
  /** First lines of what it failed with. */
  readonly errors: readonly string[];
}

export interface FileResult {
  readonly file: string;
  readonly ms: number;
  /** First lines of what failed in loading the file and in hooks. */
  readonly errors: readonly string[];
  readonly tests: readonly TestResult[];
}

const firstLines = (errors: readonly { readonly message: string }[] = []): string[] =>
  errors.map(({ message }) => message.split('\n')[0] ?? '');

function readModule(module: TestModule): FileResult {
  const { setupDuration, collectDuration, duration } = module.diagnostic();
  return {
    file: relative('.', module.moduleId),
    ms: setupDuration + collectDuration + duration,
    errors: firstLines([module, ...module.children.allSuites()].flatMap((one) => one.errors())),
    tests: [...module.children.allTests()].map((test) => ({
      name: test.fullName,
      state: test.result().state,
      ms: test.diagnostic()?.duration ?? 0,
      errors: firstLines(test.result().errors),
    })),
  };
}

export default class ResultsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env['TEST_RESULTS'];
    if (file !== undefined) writeFileSync(file, JSON.stringify(modules.map(readModule)));
  }
}
