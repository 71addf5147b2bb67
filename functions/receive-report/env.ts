import * as z from 'zod';
import { bucketEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const receiveReportEnv = z.object({ ...bucketEnv, ...tableEnv });
export type ReceiveReportEnv = z.input<typeof receiveReportEnv>;
