import * as z from 'zod/mini';
import { bucketEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const officeEnv = z.object({ ...bucketEnv, ...tableEnv });
/** What the deployment must supply: all strings. */
export type OfficeEnv = z.input<typeof officeEnv>;
