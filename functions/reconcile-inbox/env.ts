import * as z from 'zod/mini';
import { bucketEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const reconcileInboxEnv = z.object({ ...bucketEnv, ...tableEnv });
export type ReconcileInboxEnv = z.input<typeof reconcileInboxEnv>;
