/** What a clerk or an office reads is whole in both languages; links in documents lead somewhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const BILINGUAL = [
  ...['uploading', 'filing', 'converting', 'taking-along'],
  ...['roster', 'compliance', 'publication', 'signing-in'],
];

/** Blocks of code without what is said beside them, which is in the language of the page. */
const readBlocks = (text: string): readonly string[] =>
  [...text.matchAll(/^ {4}.*$|^```[\s\S]*?^```$/gm)].map(([block]) =>
    block.replaceAll(/(?: +#| *\/\/) .*$/gm, '').trimEnd(),
  );
const readWords = (text: string): readonly string[] =>
  [...new Set([...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word))].toSorted(); // prettier-ignore
const countOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;
const shape = (text: string) => ({
  headings: countOf(text, /^#+ /gm),
  rows: countOf(text, /^\|/gm),
  points: countOf(text, /^- /gm),
  paragraphs: text.split(/\n{2,}/).length,
});
/** Examples of where a file goes, in the language of the page. */
const withoutPlaces = (blocks: readonly string[]): readonly string[] =>
  blocks.filter((block) => !block.includes('<'));

describe.each(BILINGUAL)('docs/%s.md', (name) => {
  const [chinese, english] = [read(`docs/${name}.md`), read(`docs/${name}.en.md`)];

  it('says in English what it says in Chinese: the same parts, names and commands', () => {
    expect(shape(english)).toEqual(shape(chinese));
    expect(readWords(english)).toEqual(readWords(chinese));
    expect(withoutPlaces(readBlocks(english))).toEqual(withoutPlaces(readBlocks(chinese)));
  });

  it('is in one language, and leads to the other', () => {
    expect(chinese).toContain(`[English](${name}.en.md)`);
    expect(english).toContain(`[中文](${name}.md)`);
    const prose = chinese.replaceAll(/^```[\s\S]*?^```$|^ {4}.*$|^#+ .*$|`[^`\n]+`|\([^)]*\)/gm, '');
    expect(prose.match(/(?:[a-z]+ ){3}/gi)).toBeNull();
  });
});

/** As GitHub names headings. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

it.each(documents)('every link of %s leads somewhere', (path) => {
  const links = [...read(path).matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(([, link = '']) => link);
  const broken = links.filter((link) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : join(dirname(path), file);
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
  expect(broken).toEqual([]);
});
