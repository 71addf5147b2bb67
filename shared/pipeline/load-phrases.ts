/**
 * The operator's list of wrong phrases (rule T22): a load makes another edition of it, which judges what is received from
 * then on. Taking a load back makes one more, which says again what the one before said.
 */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { PhraseLine } from '../contracts/files/phrases-file.ts';
import { printChinaMinute, type Instant } from '../domain/basics/calendar.ts';
import type { WrongPhrases } from '../domain/narrative/phrase-list.ts';
import type { WrongPhrase } from '../domain/narrative/wrong-phrases.ts';
import type { LoadEntry } from '../domain/roster/load-record.ts';
import { UnavailableError } from '../errors.ts';
import { after } from './enrolment.ts';

type PhrasesTable = Pick<ReportTable, 'wrongPhrases' | 'putWrongPhrases'>;

/** A phrase that would be another: left out where there is, or was, none. */
interface PhraseChange {
  readonly before?: WrongPhrase | undefined;
  readonly after?: WrongPhrase | undefined;
}

export interface PhrasesPlan {
  readonly last: WrongPhrases | undefined;
  readonly entries: readonly WrongPhrase[];
  readonly changes: readonly PhraseChange[];
}

export async function planPhrases(
  table: Pick<PhrasesTable, 'wrongPhrases'>,
  lines: readonly PhraseLine[],
): Promise<PhrasesPlan> {
  const last = await table.wrongPhrases();
  const entries = new Map(indexPhrases(last?.entries ?? []));
  for (const { wrong, right, source } of lines)
    if (right === '') entries.delete(wrong);
    else entries.set(wrong, { wrong, right, source: { zh: source, en: source } });
  return planEntries(last, [...entries.values()]);
}

/** Back to what stood before the load. */
export async function planUndoPhrases(
  table: Pick<PhrasesTable, 'wrongPhrases'>,
  recorded: readonly LoadEntry<WrongPhrases>[],
): Promise<PhrasesPlan> {
  return planEntries(await table.wrongPhrases(), recorded[0]?.before?.entries ?? []);
}

/** What a load changes, as it is now. */
export const changedByPhrases = ({ last, changes }: PhrasesPlan): LoadEntry<WrongPhrases>[] =>
  changes.length === 0 ? [] : [{ id: 'list', before: last }];

export async function writePhrases(
  table: Pick<PhrasesTable, 'putWrongPhrases'>,
  { last, entries, changes }: PhrasesPlan,
  at: Instant,
): Promise<void> {
  if (changes.length === 0) return;
  const since = last ? after(last.since, at) : at;
  if ((await table.putWrongPhrases({ edition: printChinaMinute(since), since, entries })) === 'outdated')
    throw new UnavailableError('the list of wrong phrases was loaded meanwhile');
}

function planEntries(last: WrongPhrases | undefined, entries: readonly WrongPhrase[]): PhrasesPlan {
  const [before, now] = [indexPhrases(last?.entries ?? []), indexPhrases(entries)];
  const changes = [...new Set([...before.keys(), ...now.keys()])]
    .map((wrong) => ({ before: before.get(wrong), after: now.get(wrong) }))
    .filter((one) => !saysTheSame(one));
  return { last, entries, changes };
}

const indexPhrases = (phrases: readonly WrongPhrase[]): ReadonlyMap<string, WrongPhrase> =>
  new Map(phrases.map((phrase) => [phrase.wrong, phrase]));

const saysTheSame = ({ before, after: now }: PhraseChange): boolean =>
  before?.right === now?.right && before?.source.zh === now?.source.zh;
