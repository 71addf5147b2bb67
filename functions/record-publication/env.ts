import * as z from 'zod/mini';
import { bucketEnv, queueEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const recordPublicationEnv = z.object({ ...bucketEnv, ...tableEnv, ...queueEnv });
export type RecordPublicationEnv = z.input<typeof recordPublicationEnv>;
