/**
 * What a page says, without what may be another each time: scripts, styles, comments, tags and white space. Pages with
 * the same text are the same page. One pass over the page, however it is written.
 */

/** Elements whose content is no text of the page. */
const SILENT = ['script', 'style', 'noscript', 'template'];

export function condensePage(html: string): string {
  const lower = html.toLowerCase();
  let text = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) {
      text += html.slice(at);
      break;
    }
    text += `${html.slice(at, open)} `;
    at = findEnd(lower, open);
  }
  return text
    .replaceAll(/&[a-z#0-9]+;|\s+/gi, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}

/** Behind the tag that begins there and, of an element without text, behind its end; the page's end where there is none. */
function findEnd(lower: string, open: number): number {
  const behind = (mark: string, from: number): number => {
    const found = lower.indexOf(mark, from);
    return found === -1 ? lower.length : found + mark.length;
  };
  if (lower.startsWith('<!--', open)) return behind('-->', open + 4);
  const silent = SILENT.find((name) => lower.startsWith(`<${name}`, open));
  if (silent === undefined) return behind('>', open);
  return behind('>', behind(`</${silent}`, open));
}
