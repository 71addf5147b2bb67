import * as z from 'zod/mini';
import { secretSchema } from '../shared/contracts/secret-schema.ts';
import { bucketEnv, tableEnv } from '../shared/contracts/store-env.ts';

export const webEnv = z.object({
  ...bucketEnv,
  ...tableEnv,
  /** What the distribution in front shows; without it everybody is let in. */
  ORIGIN_SECRET: z.optional(secretSchema),
  /** GB/T 2260 code of the region that the site begins with: a city's own system. Empty: none. */
  HOME_REGION: z.optional(
    z.pipe(
      z.string().check(z.regex(/^([0-9]{6})?$/)),
      z.transform((code) => (code === '' ? undefined : code)),
    ),
  ),
  AWS_REGION: z.optional(z.string().check(z.minLength(1))),
});
/** What the deployment must supply: all strings. */
export type WebEnv = z.input<typeof webEnv>;
