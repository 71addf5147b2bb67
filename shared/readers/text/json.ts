/** JSON: a document of ours, or a page's text that some program keeps within data. */
import { unescapeMarkup } from './escaped-markup.ts';

type JsonContent =
  | { readonly kind: 'document' }
  | { readonly kind: 'page'; readonly html: string; readonly title: string | undefined };

/** `undefined` where the text is no JSON, or JSON without a page. */
export function readJson(text: string): JsonContent | undefined {
  const value = parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  if (OUR_KEYS.some((key) => key in value)) return { kind: 'document' };
  const html = listStrings(value, 0)
    .filter((string) => MARKUP.test(string) || ESCAPED_MARKUP.test(string))
    .reduce((longest, string) => (string.length > longest.length ? string : longest), '');
  if (html === '') return undefined;
  const title = 'title' in value && typeof value.title === 'string' ? value.title : undefined;
  return { kind: 'page', html: MARKUP.test(html) ? html : unescapeMarkup(html), title };
}

const OUR_KEYS = ['edition', 'applications', 'proactive'];
const MARKUP = /<(?:p|div|table|tr|td|span|br)\b/iu;
const ESCAPED_MARKUP = /&lt;(?:p|div|table|tr|td|span|br)\b/iu;
const MOST_DEPTH = 50;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listStrings(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return [];
  return Object.values(value).flatMap((inner: unknown) => listStrings(inner, depth + 1));
}
