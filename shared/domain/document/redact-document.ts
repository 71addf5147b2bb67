/**
 * A document without its texts: the same figures, the same places, and nothing that somebody wrote. It stands in the
 * archive for what was redacted, and on pages for what must not be shown.
 */
import { isCreditCode } from '../basics/credit-code.ts';
import { bearsNumber, bearsPrivateData } from '../basics/private-data.ts';
import { decodeDraft, type DecodedDraft } from './decode-report.ts';
import { locateValues, replaceValues, type ValuePlace } from './replace-values.ts';

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
      if (KEPT.test(path) && !isPrivateFact(path, readString(bytes.subarray(start, end)))) return [];
      return [{ ...place, json: JSON.stringify(FILLED.test(path) ? REDACTED : '') }];
    }),
  );
}

/** A document as others may see it: where it bears private data of a person, without its texts. */
export function decodeShown(bytes: Uint8Array): DecodedDraft & { readonly isWithheld: boolean } {
  const isWithheld =
    locateValues(bytes, { inArrays: true })?.some((place) => isPrivate(bytes, place)) === true;
  return { ...decodeDraft(isWithheld ? redactDocument(bytes) : bytes), isWithheld };
}

/** Where numbers are due, each is a figure. */
const FIGURE = /^\/(?:processingFee|proactive|applications|reconsideration|litigation)\//;

/** Whether a value, or the keys that lead to it, bear what returns the report. */
function isPrivate(bytes: Uint8Array, { path, start, end }: ValuePlace): boolean {
  if (bearsNumber(path)) return true;
  const json = bytes.subarray(start, end);
  if (bytes[start] !== QUOTE) return !FIGURE.test(path) && bearsPrivateData(decoder.decode(json));
  const text = readString(json);
  return KEPT.test(path) ? isPrivateFact(path, text) : bearsPrivateData(text);
}

/** The roster decides which id an agency has. */
const isPrivateFact = (path: string, text: string): boolean =>
  path !== '/agency/id' && !(path === '/agency/creditCode' && isCreditCode(text)) && bearsNumber(text);

/** A string that a scanner has passed; escapes resolved. */
const readString = (json: Uint8Array): string => String(JSON.parse(decoder.decode(json)));
