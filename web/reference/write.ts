/** Writes what docs/ says of rules and schemas: `node web/reference/write.ts`. A test compares. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { REFERENCE_FILES } from './reference-files.ts';

const docs = new URL('../../docs/', import.meta.url);
mkdirSync(fileURLToPath(new URL('schemas/', docs)), { recursive: true });
for (const [name, text] of REFERENCE_FILES) writeFileSync(fileURLToPath(new URL(name, docs)), text);
