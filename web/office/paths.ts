import { OFFICE_PATHS } from '../../shared/contracts/wiring.ts';
import { matchPaths } from '../http/path-patterns.ts';

/** Whether the office function answers a path, as the distribution decides it. */
export const isOffice = matchPaths(OFFICE_PATHS);
