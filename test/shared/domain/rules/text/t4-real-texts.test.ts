/** Rule T4 on the collected reports as they were found: nobody published a person's number, so none is found. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findPrivateData, maskPrivateData } from '../../../../../shared/domain/basics/private-data.ts';

const FOLDERS = ['real-reports', 'more-reports'].map((name) =>
  fileURLToPath(new URL(`../../../../../../shared/${name}/`, import.meta.url)),
);
const isText = (path: string): boolean => /\.(?:txt|md|html|json)$/.test(path) && statSync(path).isFile();

describe.each(FOLDERS)('the texts in %s', (folder) => {
  if (!existsSync(folder)) {
    it.skip('are not here', () => undefined);
    return;
  }

  it('bear no private data, and none of their figures is masked', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}${name}`)
      .filter(isText);
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      expect([file, findPrivateData(text)]).toEqual([file, []]);
      expect(maskPrivateData(text) === text, file).toBe(true);
    }
  });
});
