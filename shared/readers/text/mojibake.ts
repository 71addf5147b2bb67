/** Text that went through the wrong encoding: undone where it can be undone exactly, else refused. */
import { RefusedError } from '../refused.ts';

/** UTF-8 that was read as GBK and kept as such. */
export function repairMojibake(text: string): string {
  if (!SUSPECT.test(text)) return text;
  const bytes = encodeGbk(text);
  const repaired = bytes && decodeStrictly(bytes);
  if (repaired !== undefined) return repaired;
  if (SURE.test(text)) throw new RefusedError('lossy-text', 'UTF-8 read as GBK');
  return text;
}

/** Refuses text whose characters were lost on the way; what is left of it looks like text. */
export function refuseLostText(text: string): void {
  const at = text.indexOf('\ufffd');
  if (at >= 0)
    throw new RefusedError('lossy-text', `a lost character after “${text.slice(Math.max(0, at - 10), at)}”`);
  const marks = text.match(/\?{2,}/gu)?.join('').length ?? 0;
  if (marks < 20) return;
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  if (marks * 10 > characters) throw new RefusedError('lossy-text', `${marks} question marks`);
}

/** What “一、”, “政府”, “信息”, “公开”, “的”, “，” and “申请” become. */
const SURE = /涓€銆|鏀垮簻|淇℃伅|鍏紑|鐢宠/u;
const SUSPECT = /涓€|銆|鏀垮簻|淇℃伅|鍏紑|鐢宠|鐨勶?|锛/u;

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** `undefined` where a character has no place in GBK. */
function encodeGbk(text: string): Uint8Array | undefined {
  const codes = makeGbkCodes();
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point < 0x80 ? point : codes.get(character);
    if (code === undefined) return undefined;
    if (code > 0xff) bytes.push(code >> 8);
    bytes.push(code & 0xff);
  }
  return Uint8Array.from(bytes);
}

/** Made from the decoder, which is there: the table itself would be larger than all readers together. */
function makeGbkCodes(): Map<string, number> {
  const decoder = new TextDecoder('gbk');
  // In GBK as Windows reads it the euro is a byte of its own: half of a character that was torn.
  const codes = new Map<string, number>([['€', 0x80]]);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\ufffd' && !codes.has(character)) {
        codes.set(character, lead * 256 + trail);
      }
    }
  }
  return codes;
}
