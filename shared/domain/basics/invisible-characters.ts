/** Characters that the eye does not see, or takes for a plain space, named: what a clerk can't see can't be searched for. */
import type { Text } from './text.ts';

/** Formats, separators and controls; not the space and the line breaks that JSON has. */
const INVISIBLE = /(?![ \t\n\r])[\p{Cc}\p{Cf}\p{Z}\u115f\u1160\u3164\uffa0]/u;

const NAMES: Readonly<Record<string, Text>> = {
  '00A0': { zh: '不换行空格', en: 'no-break space' },
  '00AD': { zh: '软连字符', en: 'soft hyphen' },
  '200B': { zh: '零宽空格', en: 'zero-width space' },
  '2028': { zh: '行分隔符', en: 'line separator' },
  '3000': { zh: '全角空格', en: 'full-width space' },
  FEFF: { zh: '字节顺序标记', en: 'byte order mark' },
};

export interface InvisibleCharacter {
  /** `U+00A0`. */
  readonly code: string;
  /** With what it is called: U+00A0(不换行空格). */
  readonly name: Text;
}

/** The first one in a text. */
export function findInvisible(text: string): InvisibleCharacter | undefined {
  const [character] = INVISIBLE.exec(text) ?? [];
  if (character === undefined) return undefined;
  const digits = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  const name = NAMES[digits];
  const code = `U+${digits}`;
  return {
    code,
    name: { zh: name ? `${code}(${name.zh})` : code, en: name ? `${code} (${name.en})` : code },
  };
}

/** What to add to a sentence that quotes a text with such a character in it; nothing where there is none. */
export function tellInvisible(text: string): Text {
  const invisible = findInvisible(text);
  return invisible
    ? {
        zh: `其中有看不见的字符 ${invisible.name.zh},请删去。`,
        en: ` It holds an invisible character, ${invisible.name.en}: delete that.`,
      }
    : { zh: '', en: '' };
}
