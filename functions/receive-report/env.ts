import * as z from 'zod/mini';
import { bucketEnv, queueEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const receiveReportEnv = z.object({ ...bucketEnv, ...tableEnv, ...queueEnv });
export type ReceiveReportEnv = z.input<typeof receiveReportEnv>;
