import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readNow } from '../http/as-of.ts';
import { RULES_PATH } from '../site/page-context.ts';
import { readRuleSignals } from './rule-signal.ts';
import { RulesPage } from './rules-page.tsx';

/** The rules, and how often each fires. */
export const routeRules = (serving: Serving) =>
  new Hono().get(RULES_PATH, (c) => {
    const moment = readNow(serving);
    return answerPage(c, serving, moment, {
      read: () => readRuleSignals(moment.table, moment.at),
      view: (page, signals) => <RulesPage page={page} signals={signals} />,
    });
  });
