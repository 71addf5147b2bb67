export type Attempt = (what: string, work: () => Promise<void>) => Promise<void>;

/** Work of which nothing waits for what fails: that is told at the end, each with what it was. */
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
