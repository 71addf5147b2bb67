/** Drafts as files: `<agencyId>-<year>.json`, and beside each that is not finished a list of what it asks. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Converted } from './convert-file.ts';
import { describeAsk } from './describe-ask.ts';

export async function writeDrafts(
  results: readonly Converted[],
  folder: string,
): Promise<ReadonlyMap<Converted, string>> {
  const written = new Map<Converted, string>();
  const drafts = results.filter(({ document }) => document !== null);
  if (drafts.length > 0) await mkdir(folder, { recursive: true });
  const taken = new Set<string>();
  for (const draft of drafts) {
    const text = `${JSON.stringify(draft.document, null, 2)}\n`;
    const name = await chooseName(folder, nameDraft(draft), text, taken);
    taken.add(name);
    await writeFile(join(folder, `${name}.json`), text);
    if (draft.asks.length > 0) await writeFile(join(folder, `${name}.asks.txt`), listAsks(draft));
    written.set(draft, join(folder, `${name}.json`));
  }
  return written;
}

/** By what is known; what isn't leaves the name of the file that it was made of. */
function nameDraft({ file, document }: Converted): string {
  const agency = document?.['agency'];
  const id = typeof agency === 'object' && agency !== null && 'id' in agency ? agency.id : null;
  const year = document?.['year'];
  return typeof id === 'string' && /^[a-z0-9-]+$/.test(id) && typeof year === 'number'
    ? `${id}-${year}`
    : basename(file, extname(file));
}

/** Another file of that name is never written over: somebody may have worked on it. */
async function chooseName(
  folder: string,
  wanted: string,
  text: string,
  taken: ReadonlySet<string>,
): Promise<string> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (taken.has(name)) continue;
    const there = await readFile(join(folder, `${name}.json`), 'utf8').catch(() => undefined);
    if (there === undefined || there === text) return name;
  }
}

const listAsks = ({ asks }: Converted): string =>
  asks
    .map((ask) =>
      [
        ask.path,
        ...describeAsk(ask).map((line) => `  ${line}`),
        ...(ask.candidates ?? []).map((values) => `  ? ${values.join(', ')}`),
      ].join('\n'),
    )
    .join('\n\n') + '\n';
