import * as z from 'zod/mini';
import { tableEnv } from '../../shared/contracts/store-env.ts';

export const rollUpEnv = z.object(tableEnv);
export type RollUpEnv = z.input<typeof rollUpEnv>;
