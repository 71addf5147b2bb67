import { readFileSync } from 'node:fs';
import {
  API_PARAMETERS,
  FILE_PARAMETERS,
  PAGE_PARAMETERS,
  THEMES,
  TRACKING,
} from '../../shared/contracts/site-parameters.ts';

/** CloudFront takes no file, and no more than 10 kB: comments stay at home. */
const readCode = (file: string): string =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .replaceAll(/\/\*[^]*?\*\/\n/g, '')
    .trim();
const KNOWN = [PAGE_PARAMETERS, FILE_PARAMETERS, API_PARAMETERS].flatMap((table) =>
  Object.values(table).flat(),
);

export const makeResponseCode = (): string => readCode('./settle-response.js');

export const makeEdgeCode = (): string =>
  [
    `var KNOWN=${JSON.stringify([...new Set(['lang', 'theme', 'instant', ...KNOWN])].sort())};`,
    `var TRACKING=${String(TRACKING)};`,
    `var THEMES=${JSON.stringify(THEMES)};`,
    readCode('./normalise-request.js'),
  ].join('\n');
