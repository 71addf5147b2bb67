import * as z from 'zod/mini';
import { bucketEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const receiveReportEnv = z.object({
  ...bucketEnv,
  ...tableEnv,
  /** Of the queue that starts the function; without it failed messages come back when the queue thinks fit. */
  QUEUE_URL: z.optional(z.string().check(z.minLength(1))),
});
export type ReceiveReportEnv = z.input<typeof receiveReportEnv>;
