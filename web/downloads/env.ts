import * as z from 'zod/mini';
import { tableEnv } from '../../shared/contracts/store-env.ts';

export const downloadsEnv = z.object(tableEnv);
/** What the deployment must supply: all strings. */
export type DownloadsEnv = z.input<typeof downloadsEnv>;
