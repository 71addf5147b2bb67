import { DOWNLOAD_PATHS } from '../../shared/contracts/wiring.ts';
import { matchPaths } from '../http/path-patterns.ts';

/** Whether the function of downloads answers a path, as the distribution decides it. */
export const isDownload = matchPaths(DOWNLOAD_PATHS);
