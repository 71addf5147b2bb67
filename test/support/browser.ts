/**
 * A real Chromium. The one that arrives with npm brings its own shared libraries and fonts, so that it runs on a bare
 * machine; `CHROMIUM_PATH` names an installed one to use instead.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type BrowserContextOptions, type ConsoleMessage } from 'playwright-core';

export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 } };

const VERSION = '143.0.4';
/** Unpacked once a machine; later runs and parallel ones find it. */
const UNPACKED = join(tmpdir(), `gouji-chromium-${VERSION}`);

/** The package's own settings look where Lambda has fonts; without any, text has no size and nothing can be clicked. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(UNPACKED, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(UNPACKED, 'fonts-cache')}</cachedir>
</fontconfig>
`;

/** The package unpacks into `TMPDIR`, and its libraries only where it takes the machine for Lambda. */
async function unpack(): Promise<void> {
  if (existsSync(UNPACKED)) return;
  const folder = await mkdtemp(`${UNPACKED}-`);
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
  });
  await mkdir(join(folder, 'home'));
  await writeFile(join(folder, 'fonts', 'fonts.conf'), FONTS);
  // Whole or not at all: another test may be looking for it. The second to finish finds the first one's.
  await rename(folder, UNPACKED).catch(() => rm(folder, { recursive: true }));
}

const START_WITHIN_MS = 30_000;

/** A start that hangs or breaks off is told, and tried again. */
export async function startBrowser(): Promise<Browser> {
  for (const attempt of [1, 2, 3]) {
    try {
      return await launch();
    } catch (error) {
      console.error(`start ${attempt} of the browser failed: ${String(error).split('\n')[0]}`);
    }
  }
  throw new Error('the browser does not start');
}

async function launch(): Promise<Browser> {
  const installed = process.env['CHROMIUM_PATH'];
  if (installed !== undefined)
    return chromium.launch({
      timeout: START_WITHIN_MS,
      executablePath: installed,
      args: ['--no-sandbox', '--font-render-hinting=none'],
    });
  await unpack();
  return chromium.launch({
    timeout: START_WITHIN_MS,
    executablePath: join(UNPACKED, 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(UNPACKED, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(UNPACKED, 'fonts'),
      HOME: join(UNPACKED, 'home'),
    },
  });
}

/** Errors and warnings of the page's own; reading a canvas again and again is the tests' doing. */
export const isComplaint = (message: ConsoleMessage): boolean =>
  ['error', 'warning'].includes(message.type()) && !message.text().includes('willReadFrequently');
