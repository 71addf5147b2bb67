import type * as z from 'zod/mini';

/** Environment variables, parsed once at start. The message lists every bad name and no value. */
export function readEnv<T>(schema: z.ZodMiniType<T>, env: Readonly<Record<string, string | undefined>>): T {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
  throw new Error(`environment variables missing or wrong: ${names.join(', ')}`);
}
