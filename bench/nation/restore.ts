/** A running system is exported, imported into a new folder, started there, and answers as before. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { groupDigits, roundFigure, type Report } from '../measure.ts';
import { startGouji, type StartedSystem } from '../started-system.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

export async function benchRestore(
  report: Report,
  running: StartedSystem,
  { folder, dataDir, addresses }: { folder: string; dataDir: string; addresses: readonly string[] },
): Promise<void> {
  const clear = async (): Promise<void> => {
    for (const one of [folder, dataDir]) await rm(one, { recursive: true, force: true });
  };
  await clear();
  try {
    const before = await askAll(running, addresses);
    const exported = await run('export', folder, '--endpoint', running.web);
    await running.stop();
    const imported = await run('import', folder, '--data', dataDir);
    const restored = await startGouji(dataDir);
    try {
      const after = await askAll(restored, addresses);
      for (const [i, address] of addresses.entries())
        if (before[i] !== after[i]) throw new Error(`${address} is answered otherwise after the restore`);
      report({
        what: 'from a running system to one restored from its export, that answers',
        value: exported.seconds + imported.seconds + restored.readyMs / 1000,
        unit: ' s',
        detail:
          `export ${roundFigure(exported.seconds)} s, import ${roundFigure(imported.seconds)} s, start ${roundFigure(restored.readyMs / 1000)} s; ` +
          `${exported.said}; ${groupDigits(addresses.length)} answers compared`,
      });
    } finally {
      await restored.stop();
    }
  } finally {
    await clear();
  }
}

const askAll = (system: StartedSystem, addresses: readonly string[]): Promise<string[]> =>
  Promise.all(
    addresses.map(async (address) => {
      const response = await fetch(system.web + address);
      const text = await response.text();
      if (!response.ok) throw new Error(`${address} answered ${response.status}: ${text}`);
      return text;
    }),
  );

async function run(...args: readonly string[]): Promise<{ readonly seconds: number; readonly said: string }> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`gouji ${args.join(' ')} failed: ${said}`);
  const [, english = ''] = / \/ (.*?)(?::|$)/m.exec(said) ?? [];
  return { seconds: (performance.now() - startedMs) / 1000, said: english };
}
