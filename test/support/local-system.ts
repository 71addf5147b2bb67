/** The whole system in a folder of its own, on free ports, without the web app unless one is given. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSystem, type LocalSystem, type SystemOptions } from '../../local/system.ts';

export interface TestSystem extends LocalSystem {
  readonly dataDir: string;
  /** What the runner complained about so far. */
  readonly problems: readonly string[];
}

/** With a `dataDir`, the folder is the caller's and stays; otherwise it goes with `stop()`. */
export async function startLocalSystem(options: Partial<SystemOptions> = {}): Promise<TestSystem> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'gouji-system-')));
  const problems: string[] = [];
  const system = await startSystem({
    port: 0,
    s3Port: 0,
    dynamodbPort: 0,
    retryDelayMs: 5,
    onProblem: (message) => problems.push(message),
    ...options,
    dataDir,
  });
  return {
    ...system,
    dataDir,
    problems,
    async stop() {
      await system.stop();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
