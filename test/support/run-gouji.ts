/** `gouji …` as a user runs it: `cli/gouji.js` on whatever Node is on the `PATH`. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { userEnvironment } from './running-system.ts';

export const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));
export const GOUJI = fileURLToPath(new URL('../../cli/gouji.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function run(
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd?: string | undefined; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...userEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ran = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...ran }));
  });
}

export const gouji = (args: readonly string[], cwd?: string): Promise<Ran> =>
  run('node', [GOUJI, ...args], { cwd });
