/** Office files from other hands, where the folder with them is there: every cell of the form, in its order. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { listNumbers, readLayout } from '../support/read-layout.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/parts/', import.meta.url));
const isThere = existsSync(FOLDER);
if (!isThere)
  console.log('office-files.test.ts: no folder shared/parts beside the project, so nothing is read');

/** Cell i is 1001 + 7 i, the eleventh the fee. */
const EXPECTED = Array.from({ length: 200 }, (_, i) => (i === 9 ? 7.25 : 1001 + 7 * i));

test
  .runIf(isThere)
  .each([
    'form-distinct.doc',
    'form-distinct.docx',
    'form-distinct.html',
    'form-distinct.lo.html',
    'form-distinct.ods',
    'form-distinct.odt',
    'form-distinct.pdf',
    'form-distinct.xls',
    'form-distinct.xlsx',
    'official-autonumbered-distinct.docx',
    'official-distinct.doc',
    'official-distinct.docx',
    'official-distinct.lo.html',
    'official-distinct.odt',
    'official-distinct.pdf',
    'official-otherprefix-distinct.docx',
    'official-wps-distinct.doc',
    'official-wps-distinct.docx',
  ])('%s gives the cells of the form', async (name) => {
  expect(listNumbers(await readLayout(new Uint8Array(readFileSync(FOLDER + name))))).toEqual(EXPECTED);
});
