/** Writes what a run has shown, with the time of every test and file (hooks included), to the file `TEST_RESULTS`. */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

export interface TestResult {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
  readonly ms: number;
}

export interface FileResult {
  readonly file: string;
  readonly ms: number;
  readonly tests: readonly TestResult[];
}

function readModule(module: TestModule): FileResult {
  const { setupDuration, collectDuration, duration } = module.diagnostic();
  return {
    file: relative('.', module.moduleId),
    ms: setupDuration + collectDuration + duration,
    tests: [...module.children.allTests()].map((test) => ({
      name: test.fullName,
      state: test.result().state,
      ms: test.diagnostic()?.duration ?? 0,
    })),
  };
}

export default class ResultsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env['TEST_RESULTS'];
    if (file !== undefined) writeFileSync(file, JSON.stringify(modules.map(readModule)));
  }
}
