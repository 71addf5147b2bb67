/** Whose report it is: the names of title and signature against the roster. */
import { foldName } from '../../basics/same-name.ts';

export interface KnownAgency {
  readonly id: string;
  readonly name: string;
  readonly district: string;
  readonly creditCode?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
}

export interface FoundAgency {
  /** Certain. */
  readonly agency: KnownAgency | undefined;
  /** Else what it may be, the nearest first. */
  readonly candidates: readonly KnownAgency[];
  /** As the text has it. */
  readonly name: string | undefined;
}

const GOVERNMENT = '人民政府';
const MAX_CANDIDATES = 8;

/** `names`: as title, signature and page state them, the likeliest first; `title`: those of the title. */
export function findAgency(
  names: readonly string[],
  roster: readonly KnownAgency[],
  title: readonly string[] = [],
): FoundAgency {
  const found = matchNames(names, roster);
  const titled = title.length === 0 ? found : matchNames(title, roster);
  // A government's report that its office signed may be either's.
  if (found.agency && titled.agency && found.agency !== titled.agency)
    return { agency: undefined, candidates: [titled.agency, found.agency], name: titled.name };
  return found;
}

function matchNames(names: readonly string[], roster: readonly KnownAgency[]): FoundAgency {
  const stated = names.map(foldName).filter((name) => name.length >= 2);
  for (const measure of [isSame, isShorter]) {
    for (const name of stated) {
      const found = roster.filter((agency) => spell(agency).some((spelling) => measure(name, spelling)));
      if (found.length === 1) return { agency: found[0], candidates: [], name };
      if (found.length > 1) return { agency: undefined, candidates: found.slice(0, MAX_CANDIDATES), name };
    }
  }
  const abbreviated = roster.filter((agency) =>
    stated.some((name) => isAbbreviation(name, foldName(agency.name))),
  );
  if (abbreviated.length === 1) return { agency: abbreviated[0], candidates: [], name: stated[0] };
  // 水利局 alone is the end of many names.
  const ending = roster.filter((agency) => stated.some((name) => foldName(agency.name).endsWith(name)));
  const candidates = [...new Set([...abbreviated, ...ending])].slice(0, MAX_CANDIDATES);
  return { agency: undefined, candidates, name: stated[0] };
}

const spell = ({ name, aliases = [] }: KnownAgency): string[] => [name, ...aliases].map(foldName);

const isSame = (stated: string, known: string): boolean => stated === known;

/** 洪泽区人民政府 for 淮安市洪泽区人民政府, 宿迁市 for 宿迁市人民政府; 网站首页…局 for the office. */
const isShorter = (stated: string, known: string): boolean =>
  (stated.length >= 4 && known.endsWith(stated)) ||
  stated + GOVERNMENT === known ||
  (known.length >= 6 && stated.endsWith(known));

/** All its characters stand in the name in this order, the first three at its beginning: 上海市科委. */
function isAbbreviation(stated: string, known: string): boolean {
  if (stated.length < 5 || stated.slice(0, 3) !== known.slice(0, 3)) return false;
  let at = 0;
  for (const character of stated) {
    at = known.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
