/** Whether a person who sits there wants what a command is about to do. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';

interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
}

/**
 * Whether a command asks before it writes: at a terminal, and where no system was named. Whoever names one means it; at the
 * default address there may be another than they think.
 */
export const isAsked = ({ endpoint, yes }: { readonly endpoint?: string; readonly yes: boolean }): boolean =>
  endpoint === undefined && !yes && process.stdin.isTTY;

/** `undefined`: nobody can be asked, as in a script. */
export async function confirm(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<boolean | undefined> {
  if (input.isTTY !== true || output.isTTY !== true) return undefined;
  const lines = createInterface({ input, output });
  // An input that ends has answered, too.
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const answer = await Promise.race([lines.question(`${question} [y/N] `), ended]);
  lines.close();
  return /^\s*(?:y|yes|是)\s*$/i.test(answer);
}
