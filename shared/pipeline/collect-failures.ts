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
