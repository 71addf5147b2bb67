import * as z from 'zod/mini';
import { bucketEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const rollUpEnv = z.object({ ...bucketEnv, ...tableEnv });
export type RollUpEnv = z.input<typeof rollUpEnv>;
