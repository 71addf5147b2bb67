/** Names of files that nobody asks for, and the API's description as a build makes it. */
import { gzipSync } from 'node:zlib';
import packageFile from '../../package.json' with { type: 'json' };
import type { Assets } from '../../web/ports.ts';
import examples from '../../web/api/examples.json' with { type: 'json' };
import { drawApiBody } from '../../web/api/api-body.tsx';
import { openApiText } from '../../web/api/openapi.ts';
import type { Lang } from '../../web/texts/language.ts';

const bodyIn = async (lang: Lang) => ({
  type: 'text/html; charset=utf-8',
  gzip: gzipSync(await drawApiBody(lang, examples)),
});

const script = (name: string) => ({ file: `${name}-test.js`, imports: [] });

export const TEST_ASSETS: Assets = {
  files: {
    'openapi-test.json': {
      type: 'application/json',
      gzip: gzipSync(openApiText(packageFile.version, examples)),
    },
    'api-zh-CN-test.html': await bodyIn('zh-CN'),
    'api-en-test.html': await bodyIn('en'),
  },
  styles: 'site-test.css',
  charts: 'charts-test.js',
  drawing: 'drawing-test.js',
  check: { 'zh-CN': script('check'), en: script('check') },
  filing: { 'zh-CN': script('filing'), en: script('filing') },
  converter: 'converter-test.js',
  fresh: 'fresh-test.js',
  openapi: 'openapi-test.json',
  apiBodies: { 'zh-CN': 'api-zh-CN-test.html', en: 'api-en-test.html' },
  build: 'test',
};
