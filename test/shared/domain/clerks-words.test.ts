/** What clerks read on pages and in mails speaks of rows and columns by their labels, never of a document's keys. */
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  DOCUMENT_SHAPES,
  LIST_SHAPES,
  type ObjectShape,
} from '../../../shared/domain/document/document-shape.ts';
import { makeInstant } from '../../../shared/domain/basics/calendar.ts';
import { checkDocument } from '../../../shared/domain/verdict/check-report.ts';
import type { Finding } from '../../../shared/domain/findings/finding.ts';
import { aReport, bytesOf } from '../../support/a-report.ts';
import { readSentences } from '../../support/sentences.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

function* keysOf({ entries }: ObjectShape): Generator<string> {
  for (const { key, inner } of entries) {
    yield key;
    if (inner) yield* keysOf(inner);
  }
}
const KEYS = [
  ...new Set([...Object.values(DOCUMENT_SHAPES), ...LIST_SHAPES].flatMap((shape) => [...keysOf(shape)])),
];
/** `year` and `total` are English words, too; `naturalPerson` is not. */
const UNMISTAKABLE = KEYS.filter((key) => /[A-Z]/.test(key));
const any = (keys: readonly string[]): string => `(?:${keys.join('|')})`;

/** In Chinese every key stands out; in English those that are no words, and words that are quoted, dotted or a place. */
const IN_CHINESE = new RegExp(`(?<![\\w./-])${any(KEYS)}(?![\\w-])`);
const FORBIDDEN = [
  new RegExp(`\\b${any(UNMISTAKABLE)}\\b`),
  new RegExp(`["“\`]${any(KEYS)}["”\`]`),
  new RegExp(`\\b${any(KEYS)}\\.${any(KEYS)}\\b`),
  new RegExp(`/${any(KEYS)}/${any(KEYS)}\\b`),
  /RFC ?\d{4}|JSON Pointer|填报页面|\bnil\b|(?<!方向)键|\b(a|the|this|no|unknown) key\b/i,
];
const isChinese = (text: string): boolean =>
  (text.match(/\p{Script=Han}/gu)?.length ?? 0) > (text.match(/[a-z]+/gi)?.length ?? 0);
const wordsOfPrograms = (text: string): string | undefined =>
  [...(isChinese(text) ? [IN_CHINESE] : []), ...FORBIDDEN]
    .map((pattern) => pattern.exec(text)?.[0])
    .find((found) => found !== undefined);

/** Sources of what reaches a page or a mail; the API's page and the schema are for programs and who writes them. */
const SOURCES = globSync(
  [
    'shared/domain/*.ts',
    'shared/contracts/compliance-*.ts',
    'shared/letters/mail-document.ts',
    'shared/pipeline/*.ts',
    'web/{texts,views,client,model,charts,downloads}/*.{ts,tsx}',
  ],
  { cwd: ROOT, exclude: ['web/api/api-texts.ts', 'shared/domain/document/report-schema.ts'] },
);

describe('sentences for clerks', () => {
  it('name no key of the document in any source of pages and mails', () => {
    const named = SOURCES.flatMap((file) =>
      readSentences(`${ROOT}${file}`).flatMap(({ line, text }) => {
        const word = wordsOfPrograms(text);
        return word === undefined ? [] : [`${file}:${line} ${word} | ${text.slice(0, 100)}`];
      }),
    );
    expect(named).toEqual([]);
  });
});

type Json = Record<string, unknown>;
const NOW = makeInstant(Date.UTC(2026, 5, 1));
const checked = (text: string): readonly Finding[] => checkDocument(bytesOf(text), NOW).findings;

/** A place of every key that the document has, as deep as it stands; cells of one column are alike. */
function placesIn(document: unknown): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  const visit = (value: unknown, path: readonly string[]): void => {
    if (path.length > 0) found.set(`${path.length} ${path.at(-1)}`, path);
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
  };
  visit(document, []);
  return [...found.values()];
}

function changed(
  document: Json,
  path: readonly string[],
  change: (holder: Json, key: string) => void,
): string {
  const copy = structuredClone(document);
  let holder: Json = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as Json;
  change(holder, path.at(-1) ?? '');
  return JSON.stringify(copy);
}

const DOCUMENTS = [2019, 2024].map((year): Json => ({
  ...(aReport({ year }) as unknown as Json),
  nil: true,
  notes: [{ path: '/applications/received/total', text: '备注' }],
  explanations: [{ rule: 'Q4', path: '/applications', text: '说明' }],
}));

/** What can be wrong with one item: not there, of every other type, misspelt, twice, of no format, half a character. */
const SLIPS: readonly ((holder: Json, key: string) => void)[] = [
  (holder, key) => Reflect.deleteProperty(holder, key),
  ...[null, true, false, {}, [], 'x', '', -1, 1.5, 1e12, [[]]].map((value) => (holder: Json, key: string) => {
    holder[key] = value;
  }),
  (holder, key) => {
    holder[`${key}s`] = holder[key];
    Reflect.deleteProperty(holder, key);
  },
  (holder, key) => {
    holder[`${key}\u200b`] = holder[key];
  },
];

describe('findings', () => {
  it('name no key but one that is quoted as it was found', () => {
    const named = new Set<string>();
    let count = 0;
    for (const document of DOCUMENTS)
      for (const path of placesIn(document))
        for (const slip of SLIPS)
          for (const { rule, found, message } of checked(changed(document, path, slip))) {
            count++;
            for (const text of Object.values(message)) {
              const said = text.replaceAll(new RegExp(`[“"]${RegExp.escape(String(found))}[”"]`, 'g'), '');
              const word = wordsOfPrograms(said);
              if (word !== undefined) named.add(`${rule} ${word} | ${text}`);
            }
          }
    expect([...named]).toEqual([]);
    expect(count).toBeGreaterThan(1_000);
  });

  it('of what stands twice name what it is', () => {
    const text = JSON.stringify(aReport()).replace('"district":', '"district":"450206","district":');
    expect(checked(text)[0]).toMatchObject({
      rule: 'S1',
      path: '/district',
      found: 'district',
      message: { zh: '行政区划代码写了两次,无法确定以哪个为准。请删去一个。' },
    });
  });

  it('of a misspelt key say what it means, and tell programs the right one', () => {
    const text = JSON.stringify(aReport()).replace('"naturalPerson"', '"natrualPerson"');
    expect(checked(text)[0]).toMatchObject({
      rule: 'S2',
      path: '/applications/received/natrualPerson',
      found: 'natrualPerson',
      expected: 'naturalPerson',
      message: { zh: expect.stringMatching(/^“natrualPerson”不是格式规定的写法,可能是指表三「.*自然人」。/) },
    });
  });
});
