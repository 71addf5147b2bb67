import { OFFICE_PATH } from '../../shared/contracts/wiring.ts';

const PREFIX = OFFICE_PATH.slice(0, -1);

/** Whether the office function answers a path, as the distribution decides it. */
export const isOffice = (path: string): boolean => path.startsWith(PREFIX);
