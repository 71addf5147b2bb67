import * as z from 'zod/mini';
import { tableEnv } from '../../shared/contracts/store-env.ts';

export const openYearEnv = z.object({ ...tableEnv });
export type OpenYearEnv = z.input<typeof openYearEnv>;
