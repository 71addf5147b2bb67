/** What one rule says of a report with a text: the report of the examples of rules on texts. */
import type { Finding } from '../../shared/domain/findings/finding.ts';
import { makeTextExample, type ExampleFiling, type Patch } from '../../shared/domain/rules/rule-examples.ts';
import { exampleDocument } from '../../shared/domain/rules/rule-examples.ts';
import { runExample } from './run-example.ts';

export function judgeText(rule: string, set: Patch, filing: Partial<ExampleFiling> = {}): readonly Finding[] {
  return runExample(makeTextExample('', '', set, filing).filing).findings.filter((one) => one.rule === rule);
}

/** The words that a finding marks, as the document has them. */
export function readMarked({ passage }: Finding, set: Patch): string | undefined {
  if (!passage) return undefined;
  let value: unknown = JSON.parse(exampleDocument(makeTextExample('', '', set).filing));
  for (const key of passage.path.slice(1).split('/')) value = (value as Record<string, unknown>)[key];
  return String(value).slice(passage.start, passage.end);
}
