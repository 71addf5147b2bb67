import * as z from 'zod/mini';
import { tableEnv } from '../../shared/contracts/store-env.ts';

export const recheckNeighbourEnv = z.object(tableEnv);
export type RecheckNeighbourEnv = z.input<typeof recheckNeighbourEnv>;
