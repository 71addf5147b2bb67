/**
 * `npm start` and the `gouji` wrapper pass a Ctrl-C on to a process that the terminal has told already: what comes
 * within this time is the same key press.
 */
const SAME_PRESS_MS = 500;

/** Ctrl-C, `kill`, and the terminal's end stop the system; a second Ctrl-C does not wait. Aborted once asked. */
export function stopOnSignals(stop: () => Promise<void>): AbortSignal {
  const stopping = new AbortController();
  let askedAtMs = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!stopping.signal.aborted) {
        askedAtMs = performance.now();
        stopping.abort();
        void stop().finally(() => process.exit(0));
      } else if (performance.now() - askedAtMs > SAME_PRESS_MS) process.exit(130);
    });
  return stopping.signal;
}
