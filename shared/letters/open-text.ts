/** What is open of a report, as text: in mails and files. */
import type { Text } from '../domain/basics/text.ts';
import type { ComplianceLine } from '../domain/compliance/compliance.ts';
import { chooseEdition } from '../domain/form/catalogue.ts';
import { writeSuspectText } from '../domain/suspects/suspect-text.ts';

const CONTROLS = /\p{Cc}+/gu;

/** Each finding in one line, with what would clear it, where the checks name that. */
export function openText(
  year: number,
  findings: ComplianceLine['open']['findings'],
  language: keyof Text,
): string[] {
  return findings.map(({ rule, message, suspect }) =>
    [rule, message[language], suspect && writeSuspectText(chooseEdition(year), suspect)[language]]
      .filter((part) => part !== undefined)
      .join(' ')
      .replaceAll(CONTROLS, ' '),
  );
}
