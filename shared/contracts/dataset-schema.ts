import * as z from 'zod/mini';
import { DATASETS } from '../domain/roster/roster-entry.ts';

export const datasetSchema = z.enum(DATASETS);
