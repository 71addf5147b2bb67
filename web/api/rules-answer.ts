/** `GET /api/v1/rules`: the catalogue as other programs get it. New fields may be added, none changed. */
import type { RulesAnswer } from '../../shared/contracts/api/api-answers.ts';
import { EDITIONS } from '../../shared/domain/form/catalogue.ts';
import { RULES } from '../../shared/domain/findings/rule-catalogue.ts';
import { RULE_EXAMPLES } from '../../shared/domain/rules/rule-examples.ts';
import { schemaPath } from '../site/schemas.ts';
import type { RuleSignal, RuleSignals } from '../rules/rule-signal.ts';

export const rulesAnswer = (signals: RuleSignals): RulesAnswer => ({
  rules: RULES.map(({ id, severity, title, formula, source }) => {
    const { toDo, fires, passes } = RULE_EXAMPLES[id];
    return {
      id,
      severity,
      title,
      formula,
      source,
      toDo,
      examples: { fires: fires.says, passes: passes.says },
      signal: signalAnswer(signals(id)),
    };
  }),
  schemas: EDITIONS.map((edition) => ({ edition, path: schemaPath(edition) })),
});

/** Numbers of agency-years; what is neither corrected nor explained is open. */
const signalAnswer = ({ all, parts }: RuleSignal) => ({
  ...all,
  parts: parts.map(({ year, kind, tally }) => ({ year, kind, ...tally })),
});
