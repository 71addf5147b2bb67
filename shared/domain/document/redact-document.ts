/**
 * A document without its texts: the same figures, the same places, and nothing that somebody wrote. It stands in the
 * archive for what was redacted, and on pages for what must not be shown.
 */
import { findPrivateData } from '../basics/private-data.ts';
import { decodeDraft, type DecodedDraft } from './decode-report.ts';
import { locateValues, replaceValues } from './replace-values.ts';

/** What stands for a text that must not be empty. */
const REDACTED = '已遮蔽';

/** Values by which a document is told from others, written in a format of their own. */
const KEPT =
  /^\/(?:edition|year|district|publishedOn|sourceUrl|nil|agency\/(?:id|name|creditCode)|signature\/date)$|^\/notes\/\d+\/path$|^\/explanations\/\d+\/(?:rule|path)$/;
const FILLED = /^\/signature\/name$|^\/explanations\/\d+\/text$/;

const QUOTE = 0x22;
const decoder = new TextDecoder();

/** Bytes that are no JSON leave nothing. */
export function redactDocument(bytes: Uint8Array): Uint8Array {
  const places = locateValues(bytes, { inArrays: true });
  if (!places) return new Uint8Array();
  return replaceValues(
    bytes,
    places.flatMap((place) => {
      const { path, start, end } = place;
      if (bytes[start] !== QUOTE) return [];
      const isKept =
        KEPT.test(path) && findPrivateData(decoder.decode(bytes.subarray(start, end))).length === 0;
      if (isKept) return [];
      return [{ ...place, json: JSON.stringify(FILLED.test(path) ? REDACTED : '') }];
    }),
  );
}

/** Whether a text of the document bears private data that returns it; a contact of the agency does not. */
const bearsPrivateData = (text: string): boolean => findPrivateData(text).some(({ isContact }) => !isContact);

/** A document as others may see it: where a text bears private data of a person, without its texts. */
export function decodeShown(bytes: Uint8Array): DecodedDraft & { readonly isWithheld: boolean } {
  const isWithheld = locateValues(bytes, { inArrays: true })?.some(
    ({ path, start, end }) =>
      bytes[start] === QUOTE && !KEPT.test(path) && bearsPrivateData(readString(bytes.subarray(start, end))),
  );
  return {
    ...decodeDraft(isWithheld === true ? redactDocument(bytes) : bytes),
    isWithheld: isWithheld === true,
  };
}

/** A string that a scanner has passed; escapes resolved. */
const readString = (json: Uint8Array): string => String(JSON.parse(decoder.decode(json)));
