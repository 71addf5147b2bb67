/** Names of files that nobody asks for, and the API's description as a build makes it. */
import { gzipSync } from 'node:zlib';
import packageFile from '../../package.json' with { type: 'json' };
import type { Assets } from '../../web/ports.ts';
import examples from '../../web/reference/examples.json' with { type: 'json' };
import { openApiText } from '../../web/reference/openapi.ts';

export const TEST_ASSETS: Assets = {
  files: {
    'openapi-test.json': {
      type: 'application/json',
      gzip: gzipSync(openApiText(packageFile.version, examples)),
    },
  },
  styles: 'site-test.css',
  charts: 'charts-test.js',
  drawing: 'drawing-test.js',
  check: 'check-test.js',
  fresh: 'fresh-test.js',
  openapi: 'openapi-test.json',
  build: 'test',
};
