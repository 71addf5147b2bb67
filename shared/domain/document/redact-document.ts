/**
 * A document without its texts: the same figures, the same places, and nothing that somebody wrote. It stands in the
 * archive for what was redacted, and on pages for what must not be shown.
 */
import { isCreditCode } from '../basics/credit-code.ts';
import { bearsNumber, bearsPrivateData } from '../basics/private-data.ts';
import { findPlaceName } from '../form/cell-names.ts';
import { printStated } from '../form/stated-number.ts';
import { RULES } from '../rules/rule-book.ts';
import { decodeDraft, type DecodedDraft } from './decode-report.ts';
import type { Draft } from './document-reader.ts';
import { DOCUMENT_SHAPES, LIST_SHAPES, type Entry, type ObjectShape } from './document-shape.ts';
import { locateValues, type ValuePlace } from './replace-values.ts';

/** What stands for a text that must not be empty. */
const REDACTED = '已遮蔽';

/** Values by which a document is told from others, written in a format of their own. */
const KEPT =
  /^\/(?:edition|year|district|publishedOn|sourceUrl|nil|agency\/(?:id|name|creditCode)|signature\/date)$|^\/notes\/\d+\/path$|^\/explanations\/\d+\/(?:rule|path)$/;
const FILLED = /^\/signature\/name$|^\/explanations\/\d+\/text$/;

const QUOTE = 0x22;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * Written anew from what the form knows of it: keys that nobody knows and numbers that are no figures may be words, too.
 * Bytes that are no JSON leave nothing.
 */
export function redactDocument(bytes: Uint8Array): Uint8Array {
  const decoded = decodeDraft(bytes);
  if (decoded.kind === 'unreadable') return new Uint8Array();
  const { draft } = decoded;
  return encoder.encode(`${writeMembers(draft, DOCUMENT_SHAPES[draft.edition]) ?? '{}'}\n`);
}

/** Undefined where nothing of it could be read. */
function writeMembers(draft: Draft, { entries }: ObjectShape): string | undefined {
  const members = entries.flatMap((entry) => {
    const json = writeValue(draft, entry);
    return json === undefined ? [] : [`${JSON.stringify(entry.key)}:${json}`];
  });
  return members.length === 0 ? undefined : `{${members.join(',')}}`;
}

function writeValue(draft: Draft, { slot, index, kind, path, inner }: Entry): string | undefined {
  switch (slot) {
    case 'cell': {
      const cell = draft.cells[index] ?? NaN;
      return Number.isNaN(cell) ? undefined : printStated(kind, cell);
    }
    case 'number': {
      const number = draft.numbers[index];
      return number === undefined ? undefined : printStated(kind, number);
    }
    case 'text': {
      const text = draft.texts[index];
      return text === undefined ? undefined : writeText(path, text);
    }
    case 'flag':
      return draft.nil ? 'true' : undefined;
    case 'list': {
      const shape = LIST_SHAPES[index];
      const elements = draft.lists[index]?.map((texts, i) =>
        writeElement(draft, shape, `${path}/${i}`, texts),
      );
      return elements && `[${elements.join(',')}]`;
    }
    case 'object':
      return inner && writeMembers(draft, inner);
  }
}

const writeElement = (
  { edition }: Draft,
  shape: ObjectShape | undefined,
  path: string,
  texts: readonly string[],
): string => {
  const isKnown = (key: string, text: string): boolean =>
    (key === 'path' && findPlaceName(edition, text) !== undefined) ||
    (key === 'rule' && RULES.explainable.has(text));
  const members = (texts.length === 0 ? [] : (shape?.entries ?? [])).map(({ key, index }) => {
    const text = texts[index] ?? '';
    const json = key === 'text' || isKnown(key, text) ? writeText(`${path}/${key}`, text) : '""';
    return `${JSON.stringify(key)}:${json}`;
  });
  return `{${members.join(',')}}`;
};

const writeText = (path: string, text: string): string =>
  JSON.stringify(KEPT.test(path) && !isPrivateFact(path, text) ? text : FILLED.test(path) ? REDACTED : '');

/** A document as others may see it: without its texts where it bears private data of a person, or they are kept back. */
export function decodeShown(
  bytes: Uint8Array,
  isKeptBack = false,
): DecodedDraft & { readonly isWithheld: boolean } {
  const isWithheld =
    isKeptBack || locateValues(bytes, { inArrays: true })?.some((place) => isPrivate(bytes, place)) === true;
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
