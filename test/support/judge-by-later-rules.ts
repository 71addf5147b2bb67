/** What rules would warn of in a filing that came before they were in force. */
import type { Filing } from '../../generator/universe.ts';
import { RULES } from '../../shared/domain/rules/rule-book.ts';
import { checkDocument } from '../../shared/domain/verdict/check-report.ts';
import { at, bytesOf } from './a-report.ts';

const NOW = at('2026-12-15T08:00:00+08:00');

export function judgeByLaterRules({ document }: Pick<Filing, 'document'>): string[] {
  const { findings } = checkDocument(typeof document === 'string' ? bytesOf(document) : document, NOW);
  return findings
    .filter(({ rule, severity }) => severity === 'warning' && RULES.byId.get(rule)?.since !== undefined)
    .map(({ rule }) => rule);
}
