/** The way of a published report through the form: read, what is asked answered, and written. Skipped where they are not. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { convertLayout } from '../../../shared/domain/convert/convert-layout.ts';
import { CATALOGUES } from '../../../shared/domain/form/catalogue.ts';
import { startFromConversion, startFromDocument, writeDocument } from '../../../web/file/draft-document.ts';
import {
  applyEdit,
  isAskOpen,
  listAskedCells,
  listMissingCells,
  listOpenAsks,
  readValue,
  settleAsk,
  type FilingDraft,
} from '../../../web/file/filing-draft.ts';
import { CORPUS, readCorpusLayout } from '../../support/corpus.ts';

const isThere = existsSync(CORPUS);
if (!isThere) console.warn('the collected reports are not beside the repository: these tests are skipped');

interface Entry {
  readonly file: string;
  readonly source: string;
}
interface Expected extends Record<string, unknown> {
  readonly year: number;
  readonly agency: { readonly id: string; readonly name: string };
  readonly district: string;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, CORPUS), 'utf8'));
const entries = isThere
  ? ['real-reports', 'more-reports'].flatMap((folder) =>
      (readJson(`${folder}/index.json`) as readonly Entry[]).map(({ file, source }) => ({
        expected: readJson(`${folder}/${file}`) as Expected,
        source: `${folder}/raw/${source}`,
      })),
    )
  : [];

const figuresIn = (draft: FilingDraft): readonly string[] =>
  CATALOGUES[draft.edition].cells.map(({ path }) => `${path} ${readValue(draft, path)}`);

describe.skipIf(!isThere)('a published report', () => {
  let read = 0;
  test.each(entries)('$source is whole once what it asks is answered, and nothing else is', async (entry) => {
    const { year, agency, district } = entry.expected;
    const filed = { agencyId: agency.id, agencyName: agency.name, district, year };
    const given = { year, agency: { id: agency.id, name: agency.name, district } };
    const conversion = convertLayout(await readCorpusLayout(entry.source), given);
    if (conversion.outcome === 'refused') return;
    read++;
    const draft = startFromConversion(filed, conversion);
    const right = startFromDocument(filed, entry.expected);
    const asked = draft.asks.flatMap((ask) => listAskedCells(draft.edition, ask).map(({ path }) => path));

    // All is open at first, and only what is asked about is missing.
    expect(listOpenAsks(draft)).toEqual(draft.asks.map((_, place) => place));
    expect(listMissingCells(draft).filter(({ path }) => !asked.includes(path))).toEqual([]);
    // Each candidate settles its ask.
    draft.asks.forEach(({ candidates = [] }, place) => {
      candidates.forEach((_, candidate) => {
        expect(isAskOpen(settleAsk(draft, place, candidate), place)).toBe(false);
      });
    });
    const answered = applyEdit(
      draft,
      listMissingCells(draft).map(({ path }) => ({ path, to: readValue(right, path) })),
    );
    expect(figuresIn(answered)).toEqual(figuresIn(right));
    expect(JSON.parse(writeDocument(answered))).toMatchObject({ year, agency: { id: agency.id } });
  });

  test('was read, but for very few', () => {
    expect([entries.length > 45, entries.length - read <= 2]).toEqual([true, true]);
  });
});
