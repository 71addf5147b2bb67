import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readNow } from '../http/as-of.ts';
import { RULES_PATH } from '../site/page-context.ts';
import { readRuleSignals } from './rule-signal.ts';

/** The rules, and how often each fires. */
export const routeRules = (serving: Serving) =>
  new Hono().get(RULES_PATH, (c) => {
    const moment = readNow(serving);
    return answerPage(c, serving, moment, {
      read: async () => {
        // Loaded when it is asked for, as the history is.
        const [{ RulesPage }, signals] = await Promise.all([
          import('./rules-page.tsx'),
          readRuleSignals(moment.table, moment.at),
        ]);
        return { signals, RulesPage };
      },
      view: (page, { signals, RulesPage }) => <RulesPage page={page} signals={signals} />,
    });
  });
