import * as z from 'zod/mini';
import { mailEnv } from '../../shared/contracts/mail-env.ts';
import { bucketEnv, queueEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const sendMailEnv = z.object({ ...bucketEnv, ...tableEnv, ...queueEnv, ...mailEnv });
export type SendMailEnv = z.input<typeof sendMailEnv>;
