/** Writes the planted flaws into docs/demonstration.md: `node demonstration/document-flaws.ts`. A test compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withFlawTable } from './flaw-document.ts';

const file = fileURLToPath(new URL('../docs/demonstration.md', import.meta.url));
writeFileSync(file, withFlawTable(readFileSync(file, 'utf8')));
