/** Bytes → what the document says, or why nothing of it can be read (S1). */
import { chooseEdition, type Edition } from '../form/catalogue.ts';
import { MAX_DOCUMENT_BYTES } from '../findings/document-limits.ts';
import { DocumentReader, type Draft } from './document-reader.ts';
import { DOCUMENT_SHAPES } from './document-shape.ts';
import type { Finding } from '../findings/finding.ts';
import { CLOSE_BRACE, JsonFault, JsonScanner, OPEN_BRACE } from './json-scanner.ts';
import { brokenSyntax, foreignFile, notAnObject, notUtf8, tooLarge } from './unreadable-document.ts';

type Reading =
  | { readonly kind: 'unreadable'; readonly finding: Finding }
  | { readonly kind: 'read'; readonly draft: Draft };

/** A BOM is kept, so that places in the text and in the bytes correspond. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function readDocument(bytes: Uint8Array): Reading {
  if (bytes.length > MAX_DOCUMENT_BYTES) return unreadable(tooLarge(bytes.length));
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return unreadable(foreignFile(bytes) ?? notUtf8());
  }
  try {
    const edition = statedEdition(bytes, text);
    const scanner = new JsonScanner(bytes, text);
    scanner.skipSpace();
    if (bytes[scanner.pos] !== OPEN_BRACE) return notReport(scanner);
    const reader = new DocumentReader(scanner, edition);
    reader.readObject(DOCUMENT_SHAPES[edition]);
    scanner.end();
    return { kind: 'read', draft: reader };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return unreadable(foreignFile(bytes) ?? brokenSyntax(error, text));
  }
}

const unreadable = (finding: Finding): Reading => ({ kind: 'unreadable', finding });

function notReport(scanner: JsonScanner): Reading {
  const type = scanner.typeHere();
  scanner.skipValue([], () => undefined);
  scanner.end();
  return unreadable(notAnObject(type));
}

const LEADING_EDITION = /^\uFEFF?[ \n\r\t]*\{[ \n\r\t]*"edition"[ \n\r\t]*:[ \n\r\t]*"(2019|2021)"/;

/** The edition decides how the rest is read, wherever it stands; without one the year tells it, or the table's keys. */
function statedEdition(bytes: Uint8Array, text: string): Edition {
  const leading = LEADING_EDITION.exec(text)?.[1];
  if (leading !== undefined) return leading === '2019' ? '2019' : '2021';
  const stated = topLevelTexts(new JsonScanner(bytes, text));
  const edition = stated.get('edition');
  if (edition === '"2019"' || edition === '"2021"') return edition === '"2019"' ? '2019' : '2021';
  const year = stated.get('year') ?? '';
  if (/^\d{4}$/.test(year)) return chooseEdition(Number(year));
  return text.includes('"newlyMade"') ? '2019' : '2021';
}

/** `edition` and `year` as written. What breaks off here is reported by the reading proper. */
function topLevelTexts(scanner: JsonScanner): Map<string, string> {
  const found = new Map<string, string>();
  try {
    scanner.skipSpace();
    if (scanner.typeHere() !== 'object') return found;
    scanner.enter();
    do {
      const key = scanner.readKey();
      const start = scanner.pos - scanner.shift;
      scanner.skipValue([], () => undefined);
      if ((key === 'edition' || key === 'year') && !found.has(key))
        found.set(key, scanner.text.slice(start, scanner.pos - scanner.shift));
    } while (scanner.another(CLOSE_BRACE));
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
  }
  return found;
}
