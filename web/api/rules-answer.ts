/** `GET /api/v1/rules`: the catalogue as other programs get it. New fields may be added, none changed. */
import type { RulesAnswer } from '../../shared/contracts/api/api-answers.ts';
import { EDITIONS } from '../../shared/domain/form/catalogue.ts';
import { RULES } from '../../shared/domain/rules/rule-book.ts';
import { schemaPath } from '../site/schemas.ts';
import type { RuleSignal, RuleSignals } from '../rules/rule-signal.ts';

export const writeRulesAnswer = (signals: RuleSignals, rules = RULES): RulesAnswer => ({
  rules: rules.all.map(({ id, severity, since = null, entry }) => {
    const { title, formula, source, toDo, examples } = entry();
    return {
      id,
      severity,
      since,
      title,
      formula,
      source,
      toDo,
      examples: { fires: examples.fires.says, passes: examples.passes.says },
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
