import { readFileSync } from 'node:fs';
import {
  API_PARAMETERS,
  FILE_PARAMETERS,
  PAGE_PARAMETERS,
  THEMES,
  TRACKING,
} from '../../shared/contracts/site-parameters.ts';

const SOURCE = readFileSync(new URL('./normalise-request.js', import.meta.url), 'utf8');
const KNOWN = [PAGE_PARAMETERS, FILE_PARAMETERS, API_PARAMETERS].flatMap((table) =>
  Object.values(table).flat(),
);

/** CloudFront takes no file, and no more than 10 kB: comments stay at home. */
export const makeEdgeCode = (): string =>
  [
    `var KNOWN=${JSON.stringify([...new Set(['lang', 'theme', 'instant', ...KNOWN])].sort())};`,
    `var TRACKING=${String(TRACKING)};`,
    `var THEMES=${JSON.stringify(THEMES)};`,
    SOURCE.replaceAll(/\/\*[^]*?\*\/\n/g, '').trim(),
  ].join('\n');
