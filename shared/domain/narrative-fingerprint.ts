/**
 * Whether two narratives are the same but for years, counts and names (rule Q3), told from 96 characters each: MinHash
 * over the text's shingles, so that a report is compared with any number of others without reading them.
 */
import type { Report } from './report.ts';

/** As an item stores it: `SLOTS` numbers of 24 bits, four characters each. */
export type Fingerprint = string;

const SHINGLE = 4;
const SLOTS = 24;
const SLOT_BITS = 24;
const DIGITS_PER_SLOT = 4;
const BANDS = 3;
/** Slots of a band: texts whose shingles agree by nine tenths share a band in 96 of 100 cases, equal ones always. */
const BAND_SLOTS = 4;
/**
 * The same text with other years, counts and names is 1; reports written apart from each other stay below 0.6 in
 * what was measured (`npm run bench -- fingerprint`), sentences of law and form that all of them quote included.
 */
export const COPIED_AT = 0.85;
/** Characters that are left when years, counts and names are gone: shorter texts are honest set phrases. */
const LEAST_LENGTH = 120;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Numerals in every writing, and all that is neither letter nor character. */
const PASSED_OVER = /[\p{N}\p{P}\p{S}\p{Z}\p{C}〇零一二三四五六七八九十百千万亿两%]+/gu;

/** What two narratives are compared by. `names`: what the agency is called, which a copyist would change. */
export function comparableText(text: string, names: readonly string[]): string {
  return names
    .filter((name) => name !== '')
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, ''), text)
    .replaceAll(PASSED_OVER, '');
}

/** Of sections 一 and 五; section 六 is often the same short sentence. `undefined` for too short a text. */
export function fingerprintOf(
  { overview, problems }: Report['narrative'],
  names: readonly string[],
): Fingerprint | undefined {
  const text = comparableText(overview, names) + comparableText(problems, names);
  if (text.length < LEAST_LENGTH) return undefined;
  const least = new Uint32Array(SLOTS).fill(EMPTY);
  for (let i = 0; i + SHINGLE <= text.length; i++) {
    const hash = hashAt(text, i);
    const slot = hash % SLOTS;
    const value = (hash >>> (32 - SLOT_BITS)) >>> 0;
    if (value < least[slot]!) least[slot] = value;
  }
  return [...least].map((_, slot) => printed(filled(least, slot))).join('');
}

const EMPTY = 0xffff_ffff;

/** A slot that no shingle fell into takes the next one's value, the same way in every text. */
function filled(least: Uint32Array, slot: number): number {
  for (let step = 0; step < SLOTS; step++) {
    const value = least[(slot + step) % SLOTS]!;
    if (value !== EMPTY) return value;
  }
  return 0;
}

/** FNV-1a over the shingle's UTF-16 units, mixed so that all bits depend on all of them. */
function hashAt(text: string, at: number): number {
  let hash = 0x811c_9dc5;
  for (let i = at; i < at + SHINGLE; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function printed(value: number): string {
  let text = '';
  for (let shift = SLOT_BITS - 6; shift >= 0; shift -= 6) text += ALPHABET[(value >>> shift) & 63]!;
  return text;
}

/** The estimated share of shingles that two texts have in common, 0 … 1. */
export function similarityOf(a: Fingerprint, b: Fingerprint): number {
  let same = 0;
  for (let i = 0; i < SLOTS * DIGITS_PER_SLOT; i += DIGITS_PER_SLOT)
    if (a.slice(i, i + DIGITS_PER_SLOT) === b.slice(i, i + DIGITS_PER_SLOT)) same += 1;
  return same / SLOTS;
}

/** Under these, narratives that may be copies of each other are kept together. */
export function bandsOf(fingerprint: Fingerprint): readonly string[] {
  const length = BAND_SLOTS * DIGITS_PER_SLOT;
  return Array.from(
    { length: BANDS },
    (_, band) => `${band}${fingerprint.slice(band * length, (band + 1) * length)}`,
  );
}
