/** Flushes to disk in groups: what comes while a flush runs waits for the next one, which serves all of it. */
import { open } from 'node:fs/promises';

export interface GroupFlush {
  /** Resolves when what was written to these files or folders before the call is on the disk. */
  flushed(paths: readonly string[]): Promise<void>;
}

export function createGroupFlush(): GroupFlush {
  let running = Promise.resolve();
  let next: { readonly paths: Set<string>; readonly done: Promise<void> } | undefined;

  return {
    flushed(paths) {
      if (!next) {
        const group = { paths: new Set<string>(), done: Promise.resolve() };
        group.done = running.then(async () => {
          next = undefined;
          await Promise.all([...group.paths].map(flush));
        });
        running = group.done.catch(() => undefined);
        next = group;
      }
      for (const path of paths) next.paths.add(path);
      return next.done;
    },
  };
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
