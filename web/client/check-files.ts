/** From a file, or what was copied, to what is found in it: documents at once, all else by the reader beside the page. */
import { LIMITS } from '../../shared/readers/limits.ts';
import { checkBytes, checkConversion, checkSize, refuseFile } from '../check/checked-document.ts';
import type { CheckedDocument, Checking } from '../check/checked-document.ts';
import type { ConvertSource } from '../file/converted.ts';
import { findConverter, type Converter } from './convert/convert-file.ts';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Keys by which a document in our format is known, whatever else is wrong with it. */
const OWN_KEYS = ['edition', 'agency', 'applications', 'proactive', 'narrative'];

/** Also what was meant to be one: that it is cut off, or in another encoding, is told of its very bytes. */
export function isDocumentText(text: string): boolean {
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (plain === '') return true;
  if (!plain.startsWith('{')) return false;
  try {
    const value: unknown = JSON.parse(plain);
    return typeof value === 'object' && value !== null && OWN_KEYS.some((key) => Object.hasOwn(value, key));
  } catch {
    return true;
  }
}

let converter: Converter | undefined;
const useConverter = (): Converter => (converter ??= findConverter());

/** Once the page is there and nothing else is to be done. */
export const warmConverter = (): void => {
  const warm = (): void => {
    useConverter().warm();
  };
  if ('requestIdleCallback' in window) requestIdleCallback(warm);
  else setTimeout(warm, 500);
};

/** `undefined` for a folder, or a file that has gone meanwhile. */
export async function checkFile(file: File, checking: Checking): Promise<CheckedDocument | undefined> {
  // Too large for any report: told without reading it.
  if (file.size > LIMITS.fileBytes) return checkSize(file.name, file.size);
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return isDocumentText(decoder.decode(bytes))
      ? checkBytes(file.name, bytes, checking)
      : await checkSource({ kind: 'file', name: file.name, bytes }, file.name, checking);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return undefined;
  }
}

export async function checkClipboard(
  html: string,
  text: string,
  checking: Checking,
): Promise<CheckedDocument> {
  if (isDocumentText(text)) return checkBytes(undefined, encoder.encode(text), checking);
  return checkSource({ kind: 'clipboard', html, text }, undefined, checking);
}

async function checkSource(
  source: ConvertSource,
  name: string | undefined,
  checking: Checking,
): Promise<CheckedDocument> {
  const converted = await useConverter().convert(source, {});
  if (converted.kind === 'document') return checkBytes(name, converted.bytes, checking);
  const { conversion } = converted;
  return conversion.outcome === 'refused'
    ? refuseFile(name, conversion.refusal)
    : checkConversion(name, conversion, checking);
}
