/** An answer as a text in which nothing differs from run to run: what is digested, and what a person compares. */
import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { withSortedKeys } from '../support/a-store.ts';

export interface PlainAnswer {
  readonly address: string;
  /** HTTP's status, or a command's exit. */
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** What an answer says besides its body: names of files, where to go on, how long it may be kept. */
const HEADERS = ['content-disposition', 'link', 'location', 'cache-control', 'vary'];
const DIGITS = 16;
/** When an Office file was written, by the machine's clock. */
const WRITTEN_AT = /(?<=<dcterms:(?:created|modified)[^>]*>)[^<]*/g;

export type Rename = (text: string) => string;

/** Versions are called by what S3 made up: `rename` gives them their names in this test. */
export async function readPlain(address: string, answer: Response, rename: Rename): Promise<PlainAnswer> {
  const type = answer.headers.get('content-type') ?? '';
  const heads = HEADERS.flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [`${name}: ${value}`];
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const text = [...heads, '', writePlainly(type, bytes)].join('\n');
  return { address: rename(address), status: answer.status, type, text: rename(text) };
}

function writePlainly(type: string, bytes: Uint8Array): string {
  if (type.includes('officedocument')) return writeParts(bytes);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return /[/+]json\b/.test(type) ? writeJson(text) : text;
}

const writeJson = (text: string): string => JSON.stringify(withSortedKeys(JSON.parse(text)), null, 1);

/** The parts of an Office file, by name; a QR code holds a version's name as S3 made it up, and has tests of its own. */
const writeParts = (bytes: Uint8Array): string =>
  Object.entries(unzipSync(bytes))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => `== ${name}\n${name.endsWith('.png') ? '' : writePart(part)}`)
    .join('\n');

const writePart = (part: Uint8Array): string => new TextDecoder().decode(part).replaceAll(WRITTEN_AT, '');

/** One line, short enough to be read in a diff. */
export function tellAnswer({ address, status, type, text }: PlainAnswer): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
  return `${address} ${status} ${type.replaceAll(' ', '')} ${text.length} ${digest}`;
}
