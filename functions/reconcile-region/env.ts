import * as z from 'zod/mini';
import { bucketEnv, queueEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const reconcileRegionEnv = z.object({ ...bucketEnv, ...tableEnv, ...queueEnv });
export type ReconcileRegionEnv = z.input<typeof reconcileRegionEnv>;
