import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Written apart, so that this file's own examples are none. */
const OF = 'Of';

/** Comments of a file, lines that follow one another read as one. */
function readComments(text: string): string[] {
  const blocks = text.matchAll(/(?<=^|[\s{])\/\*\*?(?<said>\s.*?)\*\//gsu);
  const lines = text.matchAll(/(?<=^|[\s;,{(])\/\/\s(?<said>.*(?:\n\s*\/\/\s.*)*)/gu);
  return [...blocks, ...lines].map(({ groups }) =>
    (groups?.['said'] ?? '').replace(/\n\s*(?:\*|\/\/)?\s*/gu, ' ').trim(),
  );
}

/** Whoever meets one must first find out what it is about. */
const listHalfSentences = (text: string): string[] =>
  readComments(text).filter((said) => /(?:^|[.:;?!)]\s)Of\s\S/u.test(said));

it('finds sentences that begin with Of, wherever they stand in a comment', () => {
  const text = `
    /** ${OF} the document itself. */
    /**
     * What is kept. ${OF} a region, nothing.
     */
    const a = 1; // ${OF} one.
    const b = 2;
    // The first of each.
    // ${OF} several, none.
    /** Names that end in ${OF} are none; of these nothing is said. */
    const c = '${OF} what is said';`;
  expect(listHalfSentences(text)).toEqual([
    `${OF} the document itself.`,
    `What is kept. ${OF} a region, nothing.`,
    `${OF} one.`,
    `The first of each. ${OF} several, none.`,
  ]);
});

it('comments read at once: no sentence of theirs begins with Of', () => {
  const paths = globSync('{bench,cdk,cli,functions,generator,local,shared,test,web}/**/*.{ts,tsx}', {
    cwd: ROOT,
  });
  expect(paths.length).toBeGreaterThan(500);
  const found = paths.flatMap((path) =>
    listHalfSentences(readFileSync(`${ROOT}/${path}`, 'utf8')).map((said) => `${path}: ${said}`),
  );
  expect(found).toEqual([]);
});
