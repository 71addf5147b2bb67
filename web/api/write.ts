/** Writes what docs/ says of rules, schemas and the API: `node web/api/write.ts`. A test compares. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EXAMPLES_FILE, examplesText } from './examples-text.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
mkdirSync(here('../../docs/schemas'), { recursive: true });
// Before the files that show them are drawn.
writeFileSync(here(EXAMPLES_FILE), await examplesText());
const { REFERENCE_FILES } = await import('./reference-files.ts');
for (const [name, text] of REFERENCE_FILES) writeFileSync(here(`../../docs/${name}`), text);
