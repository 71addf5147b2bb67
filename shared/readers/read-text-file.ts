/** Files that are text: pages, data with a page inside, a document in one piece of XML, our own documents, lines. */
import type { Layout } from '../domain/convert/layout.ts';
import { isMhtml, readMhtmlPage } from './html/mhtml.ts';
import { readHtml } from './html/html.ts';
import { LIMITS } from './limits.ts';
import { readWordXml } from './office/docx.ts';
import type { ReadResult } from './read-result.ts';
import { RefusedError } from './refused.ts';
import { findQuotedPage } from './text/quoted-page.ts';
import { readJson } from './text/json.ts';
import { decodeText } from './text/decode.ts';
import { readPlainText } from './text/text.ts';
import { parseXml } from './tree.ts';

export function readTextFile(bytes: Uint8Array): ReadResult {
  const text = decodeText(bytes, findStatedEncoding(bytes)).replace(/^\ufeff/u, '');
  if (text.length > LIMITS.textLength) throw new RefusedError('too-large', `${text.length} characters`);
  if (text.trim() === '') throw new RefusedError('empty');
  const json = /^\s*[[{]/u.test(text) ? readJson(text) : undefined;
  if (json?.kind === 'document') return { kind: 'document', bytes };
  if (json) return { kind: 'layout', layout: withTitle(readHtml(json.html), json.title) };
  return { kind: 'layout', layout: readMarkup(text) };
}

/** Text that may be a page. */
export function readMarkup(text: string): Layout {
  const head = text.slice(0, HEAD_LENGTH);
  if (isMhtml(text)) return readHtml(readMhtmlPage(text));
  if (/^\s*<\?xml\b/iu.test(head) && /<(?:\w+:)?(?:wordDocument|package)\b/u.test(head)) {
    return readWordXml(parseXml(text));
  }
  if (PAGE.test(head.replace(/<!--[\s\S]*?-->/gu, ''))) return readPage(text);
  if (PROGRAM.test(head)) {
    const quoted = findQuotedPage(text);
    if (quoted !== undefined) return readHtml(quoted);
  }
  const table = text.search(/<table\b/iu);
  if (table >= 0 && /<td\b/iu.test(text.slice(table))) return readHtml(text, { keepsLines: true });
  return readPlainText(text);
}

const HEAD_LENGTH = 4000;
const PAGE =
  /^\s*<(?:!doctype|\?xml|html|head|meta|body|div|p|span|table|article|section|main|h\d|font|center|style|script)\b/iu;
const PROGRAM = /^\s*(?:(?:var|let|const)\s|[\w$.]+\s*[=(])/u;

/** Where a page has no table itself, one of its programs may hold it. */
function readPage(text: string): Layout {
  const layout = readHtml(text);
  if (layout.blocks.some(({ kind }) => kind === 'table')) return layout;
  const quoted = findQuotedPage(text);
  if (quoted === undefined) return layout;
  const within = readHtml(quoted);
  const isReport = within.blocks.some(({ kind }) => kind === 'table');
  return isReport ? { ...within, meta: { ...within.meta, ...layout.meta } } : layout;
}

function withTitle(layout: Layout, title: string | undefined): Layout {
  return title === undefined ? layout : { ...layout, meta: { title, ...layout.meta } };
}

/** A page's word for its encoding stands in its first bytes. */
function findStatedEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4000));
  const stated = /(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/iu.exec(head)?.[1]?.toLowerCase();
  return stated !== undefined && KNOWN_ENCODINGS.has(stated) ? stated : undefined;
}

/** GB18030 holds the older two. */
const KNOWN_ENCODINGS: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'big5']);
