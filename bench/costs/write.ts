/** `node bench/costs/write.ts`: what a month costs, into docs/costs.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { describeCosts } from './cost-model.ts';

const PAGE = fileURLToPath(new URL('../../docs/costs.md', import.meta.url));
const options = await prettier.resolveConfig(PAGE);
writeFileSync(
  PAGE,
  await prettier.format(putCosts(readFileSync(PAGE, 'utf8')), { ...options, parser: 'markdown' }),
);

function putCosts(page: string): string {
  const [before, , after] = page.split(/<!-- costs(?: end)? -->/);
  if (before === undefined || after === undefined) throw new Error('docs/costs.md has lost its marks');
  return `${before}<!-- costs -->\n\n${describeCosts()}\n\n<!-- costs end -->${after}`;
}
