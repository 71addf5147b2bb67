/** What findings say of a document whose texts are shown to nobody: where and what, in none of its words. */
import type { Finding } from '../findings/finding.ts';
import type { Edition } from '../form/catalogue.ts';
import { placeName } from '../form/cell-names.ts';
import { RULES } from '../rules/rule-book.ts';
import { redactFinding } from '../standing/redact-submission.ts';

/** The findings as others may read them; `isWithheld`: where more is known of the document than they tell. */
export function withholdQuotes(
  findings: readonly Finding[],
  edition: Edition,
  isWithheld = findings.some(withholds),
): readonly Finding[] {
  if (!isWithheld) return findings;
  return findings.map((finding) => (withholds(finding) ? finding : withhold(finding, edition)));
}

function withhold(finding: Finding, edition: Edition): Finding {
  const redacted = redactFinding(finding, edition);
  if (redacted === finding) return finding;
  const { zh, en } = placeName(edition, finding.path);
  return {
    ...redacted,
    message: {
      zh: `“${zh}”还有一处问题;报告文字中有个人隐私数据,原文不予引用。改正隐私数据后再检查一次,即可看到。`,
      en: `There is one more problem with "${en}"; the report's texts bear private data, so it is not quoted. Correct that and check again to see it.`,
    },
  };
}

const withholds = ({ rule, severity }: Finding): boolean =>
  severity === 'error' && RULES.byId.get(rule)?.withholdsTexts === true;
