/** The API's description, drawn when the site was built: it lies among its files. */
import { gunzipSync } from 'node:zlib';
import type { Asset, Assets } from '../ports.ts';
import type { Lang } from '../texts/language.ts';

const unpack = (file: Asset | undefined): string | undefined =>
  file && gunzipSync(file.gzip).toString('utf8');

export const descriptionText = ({ files, openapi }: Assets): string | undefined => unpack(files[openapi]);

/** What the page /api says. */
export const apiBody = ({ files, apiBodies }: Assets, lang: Lang): string =>
  unpack(files[apiBodies[lang]]) ?? '';
