export type Attempt = (what: string, work: () => Promise<void>) => Promise<void>;

/** Work in which nothing waits for what fails: each failure is told at the end, with what it was about. */
export function collectFailures(): { readonly failures: string[]; readonly attempt: Attempt } {
  const failures: string[] = [];
  return {
    failures,
    async attempt(what, work) {
      try {
        await work();
      } catch (error) {
        failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

/**
 * Whatever failed, the permanent included: the message is delivered again, in the end lies among the dead letters, and delivered
 * once more it is done.
 */
export function throwFailures(what: string, failures: readonly string[]): void {
  if (failures.length > 0) throw new Error(`${what}: ${failures.join('; ')}`);
}
