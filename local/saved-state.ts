/** Progress that is written down now and then: repeated after a crash, never lost. */
import { writeFileAtomically } from './atomic-file.ts';
import type { SmallWrites } from './small-writes.ts';

const EVERY_MS = 250;

interface SavedState {
  /** Has the state written soon. */
  changed(): void;
  /** Writes the state now. */
  flush(): void;
}

export function saveNowAndThen(
  path: string,
  state: () => unknown,
  smallWrites: Pick<SmallWrites, 'write'>,
): SavedState {
  let timer: NodeJS.Timeout | undefined;
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    smallWrites.write(path, () => writeFileAtomically(path, JSON.stringify(state())));
  }
  return {
    changed: () => {
      timer ??= setTimeout(flush, EVERY_MS).unref();
    },
    flush,
  };
}
