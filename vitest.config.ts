import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    setupFiles: ['test/support/no-network.ts'],
    // Synthesis, the embedded engines and the browser start in a test's time on a slow machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    // What the pipeline logs is asserted, not printed.
    env: { POWERTOOLS_DEV: 'false', AWS_EC2_METADATA_DISABLED: 'true' },
    allowOnly: false,
    passWithNoTests: false,
  },
});
