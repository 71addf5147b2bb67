/** The third step of filing alone, in a real browser: no server, the page's own script and sheet, a draft handed over. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { WITHOUT_CATALOGUE } from '../../shared/contracts/node-bundle.ts';
import type { FilingDraft } from '../../web/file/filing-draft.ts';
import { isComplaint } from './browser.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NOW = '2026-12-15T08:00:00Z';

/** What the page does with what a test hands it; `look` is there for the test to ask. */
const ENTRY = `
import { parseInstant } from './shared/domain/basics/calendar.ts';
import { decodeReport } from './shared/domain/document/decode-report.ts';
import { mountLook } from './web/client/filing/file-look.tsx';
import { LOOK_EN } from './web/file/look/look-en.ts';
import { LOOK_ZH_CN } from './web/file/look/look-zh-cn.ts';
import { en } from './web/texts/en.ts';
import { zhCn } from './web/texts/zh-cn.ts';
window.mount = ({ lang, draft, last }) => {
  const words = lang === 'en' ? { t: en, ...LOOK_EN } : { t: zhCn, ...LOOK_ZH_CN };
  const decoded = last && decodeReport(new TextEncoder().encode(JSON.stringify(last)));
  window.changes = 0;
  window.look = mountLook(document.querySelector('#look'), {
    page: { lang, langInAddress: false, ...words },
    draft,
    lastYear: decoded?.report,
    now: parseInstant('${NOW}'),
    onChange: () => window.changes++,
  });
};
`;

interface LookServer {
  open(
    given: {
      readonly draft: FilingDraft;
      readonly lang?: 'zh-CN' | 'en';
      /** Last year's report as a document. */
      readonly last?: unknown;
    },
    options?: BrowserContextOptions,
  ): Promise<{ readonly page: Page; readonly complaints: string[]; readonly close: () => Promise<void> }>;
}

export async function serveLook(browser: Browser): Promise<LookServer> {
  const bundled = await build({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    target: ['es2022', 'safari16'],
    plugins: [WITHOUT_CATALOGUE],
    tsconfig: `${ROOT}tsconfig.json`,
    logLevel: 'warning',
  });
  const styles = await build({
    entryPoints: [`${ROOT}web/styles/site.css`],
    bundle: true,
    write: false,
    logLevel: 'warning',
  });
  const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
    '/look.js': ['text/javascript', bundled.outputFiles[0]?.text ?? ''],
    '/site.css': ['text/css', styles.outputFiles[0]?.text ?? ''],
  };
  return {
    async open({ draft, lang = 'zh-CN', last }, options = {}) {
      const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (isComplaint(message)) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.route('**/*', (route) => {
        const [contentType, body] = files[new URL(route.request().url()).pathname] ?? [
          'text/html',
          frame(lang),
        ];
        return route.fulfill({ contentType: `${contentType}; charset=utf-8`, body });
      });
      await page.goto('http://look.test/', { waitUntil: 'load' });
      await page.evaluate(`mount(${JSON.stringify({ lang, draft, last })})`);
      return { page, complaints, close: () => context.close() };
    },
  };
}

const frame = (lang: string): string => `<!doctype html>
<html lang="${lang}">
  <head>
    <title>Look</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="/site.css" />
    <link rel="icon" href="data:," />
    <script type="module" src="/look.js"></script>
  </head>
  <body><main style="max-width: 1200px; margin: 0 auto; padding: 16px"><h1>${lang === 'en' ? 'File' : '报送'}</h1><div id="look"></div></main></body>
</html>`;
