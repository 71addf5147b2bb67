/** `asset-names.js` beside this file is made by `web/build.ts`: what the files of `assets.js` are called. */
import type { Assets } from '../ports.ts';

export declare const assetNames: Omit<Assets, 'files'>;
