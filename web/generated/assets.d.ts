/** `assets.js` beside this file is made by `web/build.ts`: styles and browser scripts, inside the function's bundle. */
import type { Assets } from '../ports.ts';

export declare const assets: Assets;
