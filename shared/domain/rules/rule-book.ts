/** What follows from a list of rules. Whoever needs to know something about rules asks the book; nobody names them. */
import { tellChinaDay, type Instant } from '../basics/calendar.ts';
import { createFinding, RULE_LETTERS, type Finding } from '../findings/finding.ts';
import type { ReadValues } from '../form/read-values.ts';
import type { ComparedReport, Context, ContextualRule, Look, OwnRule, Rule, Upload } from './rule.ts';
import * as ruleList from './rule-list.ts';

export interface RuleBook {
  readonly all: readonly Rule[];
  readonly own: readonly OwnRule[];
  readonly contextual: readonly ContextualRule[];
  readonly byId: ReadonlyMap<string, Rule>;
  /** Ids of the rules whose findings may be explained. */
  readonly explainable: ReadonlySet<string>;
}

/** The rules in the order of their ids, whatever order they come in. */
export function bindRules(rules: readonly Rule[]): RuleBook {
  const all = rules.toSorted((a, b) => rankId(a) - rankId(b));
  const byId = new Map(all.map((rule) => [rule.id, rule]));
  if (byId.size < all.length) throw new RangeError('two rules have one id');
  return {
    all,
    own: all.filter(isOwnRule),
    contextual: all.filter(isContextualRule),
    byId,
    explainable: new Set(all.flatMap((rule) => ('reads' in rule ? [rule.id] : []))),
  };
}

const MAX_RULES_OF_LETTER = 100;
const rankId = ({ id }: Rule): number =>
  RULE_LETTERS.findIndex((letter) => id.startsWith(letter)) * MAX_RULES_OF_LETTER + Number(id.slice(1));

const isOwnRule = (rule: Rule): rule is OwnRule => 'check' in rule && !isContextualRule(rule);
const isContextualRule = (rule: Rule): rule is ContextualRule =>
  rule.looksAt !== 'document' && rule.looksAt !== 'upload';

export const RULES: RuleBook = bindRules(Object.values(ruleList));

/** Undefined for a rule that this version does not know. */
export function findLook(id: string, rules = RULES): Look | undefined {
  return rules.byId.get(id)?.looksAt;
}

/** Whether a rule looks beyond the submission itself. */
export function isContextual(id: string, rules = RULES): boolean {
  const rule = rules.byId.get(id);
  return rule !== undefined && isContextualRule(rule);
}

/** Whether a rule judges what is received at an instant: an upgrade changes nothing that was accepted before it. */
const isInForce = ({ since }: Rule, receivedAt: Instant | undefined): boolean =>
  since === undefined || (receivedAt !== undefined && since <= tellChinaDay(receivedAt));

/** The rules that came after an instant, as if they had always been: what they say is for information only. */
export function listLaterRules({ own, contextual }: RuleBook, receivedAt: Instant): RuleBook {
  const isLater = (rule: Rule): boolean => !isInForce(rule, receivedAt);
  return bindRules([
    ...own.filter(isLater).map(({ since: _since, ...rule }) => rule),
    ...contextual.filter(isLater).map(({ since: _since, ...rule }) => rule),
  ]);
}

/** What the rules find in a document alone, and in how it was uploaded; engines have told theirs before. */
export function applyOwnRules(rules: RuleBook, read: ReadValues, upload: Upload): Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules.own) {
    if (!isInForce(rule, upload.at)) continue;
    for (const observation of rule.check(read, upload)) findings.push(createFinding(rule, observation));
  }
  return findings;
}

/** What the rules find by all that is known of the context. */
export function applyContextualRules(rules: RuleBook, report: ComparedReport, context: Context): Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules.contextual) {
    const outside = context[rule.looksAt];
    if (outside === undefined || !isInForce(rule, report.receivedAt)) continue;
    for (const observation of rule.check(report, outside)) findings.push(createFinding(rule, observation));
  }
  return findings;
}
