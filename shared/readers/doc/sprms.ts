/** Properties of Word's binary format: a number each, whose upper bits say how long its operand is. */

export interface Sprm {
  readonly code: number;
  readonly operand: Uint8Array;
}

export const SPRM = {
  deleted: 0x0800,
  hidden: 0x083c,
  struck: 0x0837,
  struckTwice: 0x2a53,
  inTable: 0x2416,
  rowEnd: 0x2417,
  elsewhere: 0x6646,
  defineTable: 0xd608,
  mergeDown: 0xd62b,
} as const;

const OPERAND_BYTES: readonly number[] = [1, 1, 2, 4, 2, 2, 0, 3];

export function listSprms(bytes: Uint8Array): Sprm[] {
  const sprms: Sprm[] = [];
  for (let at = 0; at + 2 < bytes.length;) {
    const code = readWord(bytes, at);
    const kind = code >> 13;
    const [size, head] = kind === 6 ? measureLong(bytes, at + 2, code) : [OPERAND_BYTES[kind] ?? 0, 0];
    const start = at + 2 + head;
    sprms.push({ code, operand: bytes.subarray(start, start + size) });
    at = start + size;
  }
  return sprms;
}

/** Its size and how many bytes say it. */
function measureLong(bytes: Uint8Array, at: number, code: number): readonly [size: number, head: number] {
  // The definition of a table states one byte more than it has.
  if (code === SPRM.defineTable) return [Math.max(0, readWord(bytes, at) - 1), 2];
  return [bytes[at] ?? 0, 1];
}

export const readWord = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);

/** Whether a property that is on or off is on; `undefined` where nothing says so. */
export function readSwitch(sprms: readonly Sprm[], code: number): boolean | undefined {
  const last = sprms.findLast((sprm) => sprm.code === code);
  return last && (last.operand[0] ?? 0) !== 0;
}
