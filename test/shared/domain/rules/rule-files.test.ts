/** A rule stands in its own file: nobody else spells its id to know something about it. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { RULES } from '../../../../shared/domain/rules/rule-book.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
/** `a1-rows-add-up.ts` is the file of A1. */
const RULE_FILE = /^shared\/domain\/rules\/\w+\/([a-z]\d+)-[a-z-]+\.ts$/;
/** The engine of A1–A4 names the rule that each of its equations is of. */
const ENGINE = /^shared\/domain\/(form\/sum-equations|suspects\/[a-z-]+)\.ts$/;

const files = globSync('{shared,functions,web,local,cli,cdk}/**/*.{ts,tsx}', { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !ENGINE.test(path));
/** Ids in plain quotes, wherever they stand in a text. */
const idsSpelledIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/(['"`])([SAYQCDT][1-9]\d?)\1/g)].map((match) => match[2]!)),
];

it('an id that stands in quotes is found', () => {
  expect(idsSpelledIn(`rule === 'Q3' || rule === "D1" || \`Y2\` // Y1, 'S3' and 'S3Client'`)).toEqual([
    'Q3',
    'D1',
    'Y2',
    'S3',
  ]);
});

it('each rule has a file that is called after it, and no other file has its id', () => {
  const spelled = files.flatMap((path) => {
    const ids = idsSpelledIn(readFileSync(`${ROOT}/${path}`, 'utf8'));
    return ids.map((id) => [RULE_FILE.exec(path)?.[1]?.toUpperCase() ?? path, id] as const);
  });
  // An example in a sentence for whoever writes JSON by hand.
  const told = 'shared/domain/document/structure-findings.ts';
  // The store, not the rule.
  const store = 'local/s3-server.ts';
  expect(spelled.filter(([of, id]) => of !== id && of !== told && of !== store)).toEqual([]);
  expect(spelled.filter(([of, id]) => of === id).map(([, id]) => id)).toHaveLength(RULES.all.length);
  expect(new Set(spelled.map(([, id]) => id))).toEqual(new Set(RULES.all.map(({ id }) => id)));
});
