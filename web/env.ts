import * as z from 'zod/mini';
import { bucketEnv, tableEnv } from '../shared/contracts/store-env.ts';

export const webEnv = z.object({
  ...bucketEnv,
  ...tableEnv,
  AWS_REGION: z.optional(z.string().check(z.minLength(1))),
});
/** What the deployment must supply: all strings. */
export type WebEnv = z.input<typeof webEnv>;
