import * as z from 'zod/mini';
import { bucketEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const summariseComplianceEnv = z.object({ ...bucketEnv, ...tableEnv });
export type SummariseComplianceEnv = z.input<typeof summariseComplianceEnv>;
