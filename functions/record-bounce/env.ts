import * as z from 'zod/mini';
import { tableEnv } from '../../shared/contracts/store-env.ts';

export const recordBounceEnv = z.object(tableEnv);
export type RecordBounceEnv = z.input<typeof recordBounceEnv>;
