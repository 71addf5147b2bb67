/** What a reader's first view of a page costs on the wire, and whether anything of it comes from another host. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Report } from './measure.ts';

/** 120 kB: Chart.js, styles and the page itself. */
const MAX_KB = 120;
/** What CloudFront's compression comes near to. */
const BROTLI_QUALITY = 5;

export async function benchFirstView(report: Report, web: string, path: string): Promise<void> {
  const html = await textOf(new URL(path, web));
  const tags = [...html.matchAll(/<(?:link|script|img)\b[^>]*>/g)].map(([tag]) => tag).join('');
  // What draws the charts is fetched once one comes into view: it counts, too.
  const files = [...new Set([...tags.matchAll(/\b(?:href|src|data-drawing)="([^"]+)"/g)])]
    .map(([, address = '']) => address)
    .filter((address) => !address.startsWith('data:'));
  const parts = [
    { name: 'page', text: html },
    ...(await Promise.all(
      files.map(async (address) => ({
        name: /\.(\w+)$/.exec(address)?.[1] ?? address,
        text: await textOf(new URL(address, web)),
      })),
    )),
  ].map(({ name, text }) => ({
    name,
    text,
    gzip: gzipSync(text).length / 1000,
    brotli:
      brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }).length /
      1000,
  }));
  const sum = (of: (part: (typeof parts)[number]) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  report({
    what: `first view of ${path}, gzip`,
    value: sum(({ gzip }) => gzip),
    unit: ' kB',
    target: { atMost: MAX_KB },
    detail: `${parts.map(({ name, gzip, brotli }) => `${name} ${gzip.toFixed(1)} kB (brotli ${brotli.toFixed(1)})`).join(', ')}; with brotli ${sum(({ brotli }) => brotli).toFixed(1)} kB; uncompressed ${sum(({ text }) => Buffer.byteLength(text) / 1000).toFixed(0)} kB`,
  });
  const elsewhere = [
    ...files.filter((address) => new URL(address, web).origin !== new URL(web).origin),
    ...parts.flatMap(({ text }) =>
      [...text.matchAll(/(?:url\(|@import\s)["']?(https?:)?\/\//g)].map(([found]) => found),
    ),
  ];
  report({
    what: `first view of ${path}, files from another host`,
    value: elsewhere.length,
    unit: '',
    target: { atMost: 0 },
    ...(elsewhere.length > 0 && { detail: elsewhere.join(', ') }),
  });
}

async function textOf(address: URL): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.href} answered ${response.status}`);
  return response.text();
}
