import * as z from 'zod';
import { bucketEnv, tableEnv } from '../shared/contracts/store-env.ts';

export const webEnv = z.object({ ...bucketEnv, ...tableEnv, AWS_REGION: z.string().min(1).optional() });
/** What the deployment must supply: all strings. */
export type WebEnv = z.input<typeof webEnv>;
