/** The initials of a name's pinyin. Here alone: the dictionary (some 300 kB) is in no function's bundle. */
import { pinyin } from 'pinyin-pro';

/** `lzs` of 柳州市; a character with several readings is read as its word is, 重庆 as `cq`. */
export function spellInitials(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
