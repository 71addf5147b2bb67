/** A page saved as a single file (.mht, .mhtml): the page itself, without what belongs to it. */
import { RefusedError } from '../refused.ts';
import { decodeText } from '../text/decode.ts';

/** By its head. */
export const isMhtml = (text: string): boolean =>
  /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*(?:multipart\/related|message\/rfc822)/iu.test(
    text.slice(0, 4000),
  );

export function readMhtmlPage(text: string): string {
  const lines = text.replaceAll('\r\n', '\n');
  const boundary = /boundary\s*=\s*"?([^"\s;]+)"?/iu.exec(lines.slice(0, 4000))?.[1];
  if (boundary === undefined) throw new RefusedError('damaged', 'no boundary');
  for (const part of lines.split(`--${boundary}`).slice(1)) {
    const blank = part.indexOf('\n\n');
    const head = part.slice(0, blank);
    if (blank >= 0 && /content-type:\s*(?:text\/html|application\/xhtml)/iu.test(head)) {
      return decodePart(head, part.slice(blank + 2));
    }
  }
  throw new RefusedError('damaged', 'no page in the archive');
}

function decodePart(head: string, body: string): string {
  const charset = /charset\s*=\s*"?([^"\s;]+)"?/iu.exec(head)?.[1];
  const encoding = /content-transfer-encoding:\s*([\w-]+)/iu.exec(head)?.[1]?.toLowerCase();
  if (encoding === 'base64') return decodeText(decodeBase64(body), charset);
  if (encoding === 'quoted-printable') return decodeText(decodeQuoted(body), charset);
  return body;
}

function decodeBase64(body: string): Uint8Array {
  try {
    return Uint8Array.from(atob(body.replace(/\s+/gu, '')), (character) => character.charCodeAt(0));
  } catch {
    throw new RefusedError('damaged', 'base64');
  }
}

function decodeQuoted(body: string): Uint8Array {
  const joined = body.replace(/=[ \t]*\n/gu, '');
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  for (const part of joined.split(/(=[0-9a-f]{2})/giu)) {
    if (/^=[0-9a-f]{2}$/iu.test(part)) bytes.push(Number.parseInt(part.slice(1), 16));
    else for (const byte of encoder.encode(part)) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
