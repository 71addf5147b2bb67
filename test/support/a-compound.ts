/** The container of old office files, with streams of at least 4096 bytes: shorter ones are filled up. */

const SECTOR = 512;
const END = 0xfffffffe;
const FREE = 0xffffffff;
const TABLE = 0xfffffffd;

export function aCompound(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const chains = Object.entries(streams).map(([name, bytes]) => ({ name, bytes: pad(bytes) }));
  const directorySectors = Math.ceil((chains.length + 1) / 4);
  const dataSectors = chains.reduce((sum, { bytes }) => sum + bytes.length / SECTOR, 0);
  const tableSectors = Math.ceil((dataSectors + directorySectors + 4) / 127);
  const whole = new Uint8Array((1 + dataSectors + directorySectors + tableSectors) * SECTOR);
  const view = new DataView(whole.buffer);
  const next: number[] = [];
  const chain = (count: number): number => {
    const start = next.length;
    for (let i = 1; i <= count; i++) next.push(i === count ? END : start + i);
    return start;
  };
  const entry = (i: number, name: string, type: number, start: number, size: number): void => {
    const at = (1 + dataSectors) * SECTOR + i * 128;
    for (const [j, character] of Array.from(name).entries())
      view.setUint16(at + 2 * j, character.charCodeAt(0), true);
    view.setUint16(at + 64, 2 * name.length + 2, true);
    view.setUint8(at + 66, type);
    for (const link of [68, 72, 76]) view.setUint32(at + link, FREE, true);
    view.setUint32(at + 116, start, true);
    view.setUint32(at + 120, size, true);
  };
  for (const [i, { name, bytes }] of chains.entries()) {
    const start = chain(bytes.length / SECTOR);
    whole.set(bytes, (1 + start) * SECTOR);
    entry(i + 1, name, 2, start, bytes.length);
  }
  const directory = chain(directorySectors);
  entry(0, 'Root Entry', 5, END, 0);
  // Links of the tree, for readers that walk it: each stream beside the one before.
  view.setUint32((1 + dataSectors) * SECTOR + 76, chains.length > 0 ? 1 : FREE, true);
  for (let i = 1; i < chains.length; i++)
    view.setUint32((1 + dataSectors) * SECTOR + i * 128 + 72, i + 1, true);
  whole.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const)
    view.setUint16(at, value, true);
  for (const [at, value] of [
    [44, tableSectors],
    [48, directory],
    [56, 4096],
    [60, END],
    [68, END],
  ] as const)
    view.setUint32(at, value, true);
  for (let i = 0; i < 109; i++) view.setUint32(76 + 4 * i, i < tableSectors ? next.length + i : FREE, true);
  for (let i = 0; i < tableSectors; i++) next.push(TABLE);
  const table = (1 + dataSectors + directorySectors) * SECTOR;
  for (let i = 0; i < tableSectors * 128; i++) view.setUint32(table + 4 * i, next[i] ?? FREE, true);
  return whole;
}

function pad(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.max(4096, Math.ceil(bytes.length / SECTOR) * SECTOR));
  padded.set(bytes);
  return padded;
}
