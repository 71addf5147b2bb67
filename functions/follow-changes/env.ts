import * as z from 'zod/mini';
import { bucketEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const followChangesEnv = z.object({ ...bucketEnv, ...tableEnv });
export type FollowChangesEnv = z.input<typeof followChangesEnv>;
