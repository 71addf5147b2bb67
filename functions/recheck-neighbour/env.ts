import * as z from 'zod/mini';
import { bucketEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const recheckNeighbourEnv = z.object({ ...bucketEnv, ...tableEnv });
export type RecheckNeighbourEnv = z.input<typeof recheckNeighbourEnv>;
