/** Drafts as files: `<agencyId>-<year>.json`, and beside each that is not finished a list of what it asks. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { showControls } from '../shared/domain/basics/shown-controls.ts';
import { AGENCY_ID } from '../shared/domain/basics/place.ts';
import type { Converted } from './convert-file.ts';
import { describeAsk } from './describe-ask.ts';

/** Writes what was made of a file, as soon as it is made; `undefined` where nothing was. */
type WriteDraft = (draft: Converted) => Promise<string | undefined>;

export function openDraftFolder(folder: string): WriteDraft {
  const taken = new Set<string>();
  return async (draft) => {
    if (draft.document === null) return undefined;
    await mkdir(folder, { recursive: true });
    const text = `${JSON.stringify(draft.document, null, 2)}\n`;
    const name = await writeUnderFreeName(folder, nameDraft(draft), text, taken);
    taken.add(name);
    if (draft.asks.length > 0) await writeFile(join(folder, `${name}.asks.txt`), listAsks(draft));
    return join(folder, `${name}.json`);
  };
}

/** By what is known; what isn't leaves the name of the file that it was made of. */
function nameDraft({ file, document }: Converted): string {
  const agency = document?.['agency'];
  const id = typeof agency === 'object' && agency !== null && 'id' in agency ? agency.id : null;
  const year = String(document?.['year']);
  return typeof id === 'string' && AGENCY_ID.test(id) && /^\d{4}$/.test(year)
    ? `${id}-${year}`
    : shorten(basename(file, extname(file)));
}

/** A name has at most 255 bytes on most disks, and the list beside a draft has a longer one than the file had. */
const MAX_NAME_BYTES = 230;

function shorten(name: string): string {
  const bytes = new TextEncoder().encode(name).subarray(0, MAX_NAME_BYTES);
  // What is cut within a character is left out.
  return new TextDecoder().decode(bytes, { stream: true });
}

/** What has that name already is never written over, nor written through: somebody may have worked on it. */
async function writeUnderFreeName(
  folder: string,
  wanted: string,
  text: string,
  taken: ReadonlySet<string>,
): Promise<string> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (taken.has(name)) continue;
    const path = join(folder, `${name}.json`);
    const isNew = await writeFile(path, text, { flag: 'wx' }).then(() => true, tellWhetherThere);
    if (isNew || (await readFile(path, 'utf8').catch(() => undefined)) === text) return name;
  }
}

function tellWhetherThere(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
  throw error;
}

/** Somebody may look at it in a terminal. */
const listAsks = ({ asks }: Converted): string =>
  asks
    .map((ask) =>
      [
        ask.path,
        ...describeAsk(ask).map((line) => `  ${line}`),
        ...(ask.candidates ?? []).map((values) => `  ? ${values.join(', ')}`),
      ]
        .map(showControls)
        .join('\n'),
    )
    .join('\n\n') + '\n';
