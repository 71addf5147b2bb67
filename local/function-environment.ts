/** The variables that a function in a thread of its own finds: those that its template gives it, and the machine's. */
import * as z from 'zod';
import type { FunctionName } from '../shared/contracts/wiring.ts';

/** What Lambda gives every function, or the machine every program: the region, credentials, how logs are written, proxies. */
const EVERYBODYS = /^(AWS_.*|POWERTOOLS_.*|NODE_.*|PATH|LANG|TZ|TMPDIR|(https?|no|all)_proxy)$/i;

/** The one schema that a function's `env.ts` exports: the template's variables are its input. */
const moduleSchema = z
  .record(z.string(), z.unknown())
  .transform((exported) =>
    Object.values(exported).flatMap(
      (value) => z.object({ shape: z.looseObject({}) }).safeParse(value).data ?? [],
    ),
  )
  .pipe(z.tuple([z.object({ shape: z.looseObject({}) })]));

export async function readEnvironmentNames(name: FunctionName): Promise<ReadonlySet<string>> {
  const loaded: unknown = await import(new URL(`../functions/${name}/env.ts`, import.meta.url).href);
  const [{ shape }] = moduleSchema.parse({ ...z.looseObject({}).parse(loaded) });
  return new Set(Object.keys(shape));
}

export const pickEnvironment = (
  all: Readonly<NodeJS.ProcessEnv>,
  names: ReadonlySet<string>,
): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name) || EVERYBODYS.test(name)));
