/** How names are spelled, for pages whose readers don't read Chinese. */
import type { NamesWithin } from '../../shared/domain/search/names-within.ts';
import type { WebTable } from '../ports.ts';
import type { Recording } from './recording.ts';
import type { NamesInPinyin } from '../site/page-context.ts';
import type { Lang } from '../texts/language.ts';

/** Made once of names that are kept in memory. */
const madeOf = new WeakMap<NamesWithin, ReadonlyMap<string, string>>();

/** One small item more is read, for a page in English alone; where names can't be read, it does without. */
export async function readNamesInPinyin(
  {
    table,
    recording,
  }: { readonly table: Pick<WebTable, 'searchedNames'>; readonly recording: Pick<Recording, 'missed'> },
  lang: Lang,
): Promise<NamesInPinyin | undefined> {
  if (lang !== 'en') return undefined;
  const provinces = await table.searchedNames().catch(() => recording.missed('names'));
  const spelled = provinces?.map(spellWithin);
  return spelled && ((name) => spelled.find((one) => one.has(name))?.get(name));
}

function spellWithin(names: NamesWithin): ReadonlyMap<string, string> {
  const made = madeOf.get(names);
  if (made) return made;
  const spelled = new Map<string, string>();
  for (const named of [names.regions, ...names.agencies.values()].flat())
    for (const { text, pinyin } of named.spellings) if (pinyin !== undefined) spelled.set(text, pinyin);
  madeOf.set(names, spelled);
  return spelled;
}
