/** What the rules say of the example report with a few values changed: ids, with the severity where it is not the rule's. */
import type { Finding } from '../../shared/domain/findings/finding.ts';
import { RULES } from '../../shared/domain/rules/rule-book.ts';
import { makeTextExample, type ExampleFiling, type Patch } from '../../shared/domain/rules/rule-examples.ts';
import { runExample } from './run-example.ts';

const findIn = (set: Patch, filing: Partial<ExampleFiling> = {}): readonly Finding[] =>
  runExample(makeTextExample('', '', set, filing).filing).findings;

/** What one rule says of it. */
export const findByRule = (
  id: string,
  set: Patch,
  filing: Partial<ExampleFiling> = {},
): readonly Finding[] => {
  if (!RULES.byId.has(id)) throw new RangeError(`there is no rule ${id}`);
  return findIn(set, filing).filter(({ rule }) => rule === id);
};
