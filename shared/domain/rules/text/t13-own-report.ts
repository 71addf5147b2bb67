/** T13. Which agency a report names is looked up once, when it is received. */
import type { Observation } from '../../findings/finding.ts';
import { shown } from '../../findings/quotation.ts';
import { placeName } from '../../form/cell-names.ts';
import type { StatedAgency } from '../../narrative/stated-names.ts';
import { READS_WHAT_IT_STATES, type ComparedReport, type ContextualRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { EXAMPLE_AGENCY, EXAMPLE_NEIGHBOUR, makeTextExample, pairExamples } from '../rule-examples.ts';
import { FORM } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';

export const OWN_REPORT: ContextualRule<'statedAgency'> = {
  id: 'T13',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'statedAgency',
  check: (_: ComparedReport, stated: StatedAgency) => [observeOther(stated)],
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '报告是本机关的', en: 'The report is the agency’s own' },
    formula: {
      zh: '落款和正文标题中的机关不是名录中的另一个机关(本级、上级和相邻同级地区的名录)',
      en: 'Neither the signature nor the title in the text names another agency of the roster, that of the region, of one above it or of one beside it',
    },
    source: FORM,
    toDo: {
      zh: '核对是否误用了其他机关的报告,改正落款或正文。',
      en: 'Check whether another agency’s report was taken, and correct the signature or the text.',
    },
    examples: pairExamples(
      (name) =>
        makeTextExample(
          `${EXAMPLE_AGENCY.name}的报告,落款“${name}”`,
          `The report of ${EXAMPLE_AGENCY.name}, signed by ${name}`,
          { '/signature/name': name },
        ),
      EXAMPLE_NEIGHBOUR.name,
      `${EXAMPLE_AGENCY.name}办公室`,
    ),
  })),
};

function observeOther({ agencyId, name, path }: StatedAgency): Observation {
  const place = placeName('2021', path);
  return {
    path,
    found: name,
    expected: null,
    message: {
      zh: `“${place.zh}”写的机关是“${shown(name)}”,是名录中的另一个机关(${agencyId})。请核对是否误用了它的报告;确实如此的,请附情况说明。`,
      en: `"${place.en}" names "${shown(name)}", another agency of the roster (${agencyId}). Check whether its report was taken; where it is right, add an explanation.`,
    },
  };
}
