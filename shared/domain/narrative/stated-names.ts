/** Whom a report says that it is of: who signs it, and whose report its first words call it. */
import { foldName } from '../basics/same-name.ts';
import type { Report } from '../form/report.ts';
import { agencyNames, type AgencyNames } from '../roster/former-names.ts';
import type { Named } from '../search/name-search.ts';
import { readPlainly } from './plain-text.ts';

type StatedPath = '/signature/name' | '/preamble' | '/narrative/overview';

export interface StatedName {
  readonly path: StatedPath;
  /** Folded. The words of a text that end with the name. */
  readonly words: string;
}

/** An agency of the roster that a report names as its own. */
export interface StatedAgency {
  readonly agencyId: string;
  /** As the roster has it. */
  readonly name: string;
  readonly path: string;
}

/** A title stands before everything else. */
const MAX_READ = 300;
const TITLE = /(《?)([^,。;:、!?《》“”"\s]{4,40})20\d\d年度?政府信息公开(?:工作)?年度报告/;
/** Whoever writes so means the agency itself. */
const SAYS_SELF = /[本我][局委办厅院府镇乡机单部中站所校街]/;
/** Shorter names are those of many: 教育局. */
const LEAST_LETTERS = 4;

/** The names by which a report calls itself another's; hardly any report does. */
export function listOtherNames(
  { signature, preamble = '', narrative }: Pick<Report, 'signature' | 'preamble' | 'narrative'>,
  own: AgencyNames,
): StatedName[] {
  const stated: StatedName[] = [];
  if (signature) stated.push({ path: '/signature/name', words: foldName(signature.name) });
  for (const [path, text] of [
    ['/preamble', preamble],
    ['/narrative/overview', narrative.overview],
  ] as const) {
    const [, mark, words] = TITLE.exec(readPlainly(text.slice(0, MAX_READ)).text) ?? [];
    // In such marks stands what is cited.
    if (words !== undefined && mark === '') stated.push({ path, words: foldName(words) });
  }
  return stated.filter(
    ({ words }) => words.length >= LEAST_LETTERS && !SAYS_SELF.test(words) && !isNamedBy(own, words),
  );
}

/** Whether words name the agency, one of its offices, or what it is an office of. */
export function isNamedBy(own: AgencyNames, words: string): boolean {
  const aliases = new Set(own.aliases.map(foldName));
  return agencyNames(own)
    .map(foldName)
    .some(
      (name) =>
        name.includes(words) ||
        ((words.endsWith(name) || (name.length >= LEAST_LETTERS && words.includes(name))) &&
          !(aliases.has(name) && isElsewhere(words, name, foldName(own.name)))),
    );
}

/** 区教育局 and 教育局 are aliases of 柳北区教育局, and yet 鱼峰区教育局 and 柳州市教育局 are others. */
function isElsewhere(words: string, alias: string, ownName: string): boolean {
  const kind = PLACE_KIND.exec(alias)?.[0] ?? '';
  const place = PLACE.exec(words.slice(0, words.lastIndexOf(alias)) + kind)?.[0];
  return place !== undefined && !ownName.includes(place);
}
const PLACE_KIND = /^[省市区县旗州盟镇乡]/;
const PLACE = /[\u4e00-\u9fff]{1,2}[省市区县旗州盟镇乡]$/;

/**
 * The first name that is another agency's: a signature by the whole of it, a title by its longest end. Agencies of two
 * regions may have one id, and share an alias: what is the agency's own is so by its name.
 */
export function findStatedAgency(
  stated: readonly StatedName[],
  agencies: readonly Named[],
  own: AgencyNames,
): StatedAgency | undefined {
  const ownNames = new Set(agencyNames(own).map(foldName));
  for (const { path, words } of stated) {
    let longest = '';
    let agencyId: string | undefined;
    for (const { id, spellings } of agencies) {
      for (const { text } of spellings) {
        const name = foldName(text);
        if (ownNames.has(name) || name.length < LEAST_LETTERS || name.length <= foldName(longest).length)
          continue;
        if (path === '/signature/name' ? words !== name : !words.endsWith(name)) continue;
        longest = text;
        agencyId = id;
      }
    }
    if (agencyId !== undefined) return { agencyId, name: longest, path };
  }
  return undefined;
}
