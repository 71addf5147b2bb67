/** `npm run build` writes which packages go out, with their licences, to dist/dependencies.md. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listDependencies, printDependencies } from './dependency-list.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
mkdirSync(join(ROOT, 'dist'), { recursive: true });
writeFileSync(join(ROOT, 'dist/dependencies.md'), printDependencies(listDependencies(ROOT)));
