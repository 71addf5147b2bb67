/**
 * Initials of the pinyin of a name without a dictionary: by the place that its characters have in the order of pinyin. A
 * character with several readings is read by its commonest one; a load, which has the dictionary, knows better.
 */
/** The first character of each initial in that order; none begins with i, u or v. */
const FIRSTS: readonly (readonly [string, string])[] = [
  ['阿', 'a'],
  ['八', 'b'],
  ['嚓', 'c'],
  ['哒', 'd'],
  ['妸', 'e'],
  ['发', 'f'],
  ['旮', 'g'],
  ['哈', 'h'],
  ['讥', 'j'],
  ['咔', 'k'],
  ['垃', 'l'],
  ['妈', 'm'],
  ['拏', 'n'],
  ['噢', 'o'],
  ['妑', 'p'],
  ['七', 'q'],
  ['呥', 'r'],
  ['仨', 's'],
  ['他', 't'],
  ['穵', 'w'],
  ['夕', 'x'],
  ['丫', 'y'],
  ['帀', 'z'],
];
const ORDER = new Intl.Collator('zh-CN-u-co-pinyin');
const HAN = /\p{Script=Han}/u;

export const guessSpelling = (name: string): { readonly initials: string } => ({
  initials: Array.from(name.normalize('NFC'))
    .map(guessInitial)
    .join('')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, ''),
});

function guessInitial(character: string): string {
  if (!HAN.test(character)) return character;
  return FIRSTS.findLast(([first]) => ORDER.compare(first, character) <= 0)?.[1] ?? '';
}
