/** Whom a report says that it is of: who signs it, and whose report its first words call it. */
import { foldName } from '../basics/same-name.ts';
import type { Report } from '../form/report.ts';
import { agencyNames, type AgencyNames } from '../roster/former-names.ts';
import type { Named } from '../search/name-search.ts';
import { readPlainly } from './plain-text.ts';

type StatedPath = '/signature/name' | '/preamble' | '/narrative/overview';

interface StatedName {
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
  return agencyNames(own)
    .map(foldName)
    .some(
      (name) =>
        words.endsWith(name) ||
        (name.length >= LEAST_LETTERS && words.includes(name)) ||
        name.includes(words),
    );
}

/** The first name that is another agency's: a signature by the whole of it, a title by its longest end. */
export function findStatedAgency(
  stated: readonly StatedName[],
  agencies: readonly Named[],
  ownId: string,
): StatedAgency | undefined {
  for (const { path, words } of stated) {
    let longest = '';
    let agencyId: string | undefined;
    for (const { id, spellings } of agencies) {
      if (id === ownId) continue;
      for (const { text } of spellings) {
        const name = foldName(text);
        if (name.length < LEAST_LETTERS || name.length <= foldName(longest).length) continue;
        if (path === '/signature/name' ? words !== name : !words.endsWith(name)) continue;
        longest = text;
        agencyId = id;
      }
    }
    if (agencyId !== undefined) return { agencyId, name: longest, path };
  }
  return undefined;
}
