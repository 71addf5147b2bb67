/**
 * Tokens of programs' credentials, as `gouji login` keeps them: in a file of the user's, which nobody else may read. Each is for
 * one site and is sent to no other.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { loginSchema, type LoginAnswer } from '../shared/contracts/api/program-answers.ts';
import { UsageError } from './exit-codes.ts';

const fileSchema = z.object({
  v: z.literal(1),
  /** The site that was logged in at last. */
  current: z.optional(z.string()),
  sites: z.record(z.string(), loginSchema),
});
type KeptFile = z.infer<typeof fileSchema>;

export interface KeptLogin extends LoginAnswer {
  /** The site's origin. */
  readonly site: string;
}

const isThere = (text: string | undefined): text is string => text !== undefined && text !== '';

/** As the system's own programs have it; `GOUJI_CONFIG_DIR` names another folder. */
export function nameLoginFile(env: NodeJS.ProcessEnv = process.env): string {
  const { GOUJI_CONFIG_DIR, XDG_CONFIG_HOME, APPDATA } = env;
  if (isThere(GOUJI_CONFIG_DIR)) return join(GOUJI_CONFIG_DIR, 'login.json');
  if (process.platform === 'win32' && isThere(APPDATA)) return join(APPDATA, 'gouji', 'login.json');
  return join(isThere(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(homedir(), '.config'), 'gouji', 'login.json');
}

/** At the site, or at the one that was logged in at last; `undefined` where nobody is. */
export function findLogin(site?: string): KeptLogin | undefined {
  const { current, sites } = read();
  const wanted = site ?? current;
  const held = wanted === undefined ? undefined : sites[wanted];
  return wanted === undefined || !held ? undefined : { ...held, site: wanted };
}

export function keepLogin({ site, ...login }: KeptLogin): void {
  write({ v: 1, current: site, sites: { ...read().sites, [site]: login } });
}

export function forgetLogin(site: string): void {
  const { current, sites } = read();
  const { [site]: _, ...others } = sites;
  const next = current === site ? Object.keys(others)[0] : current;
  write({ v: 1, ...(next !== undefined && { current: next }), sites: others });
}

function read(): KeptFile {
  const path = nameLoginFile();
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { v: 1, sites: {} };
    throw error;
  }
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new UsageError(`${path} is damaged: delete it, and log in again with gouji login`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In its old or its new form, and never readable for others in between. */
function write(file: KeptFile): void {
  const path = nameLoginFile();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const incomplete = `${path}.${process.pid}.incomplete`;
  writeFileSync(incomplete, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  renameSync(incomplete, path);
}
