import { DOWNLOAD_PATHS } from '../../shared/contracts/wiring.ts';

const PATTERNS = DOWNLOAD_PATHS.map(
  (pattern) =>
    new RegExp(
      `^${pattern
        .split('*')
        .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
        .join('.*')}$`,
    ),
);

/** Whether the function of downloads answers a path, as the distribution decides it. */
export const isDownload = (path: string): boolean => PATTERNS.some((pattern) => pattern.test(path));
