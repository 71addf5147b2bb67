/**
 * Who may use a route: everybody, whoever is signed in, whoever may do an act, or a program that shows a code or a token of its
 * own. On what it is done is the route's to ask:
 * that stands in what is sent.
 */
import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Act } from '../../shared/domain/authority/may.ts';

type RouteRule = 'public' | 'signed-in' | 'program' | Act;

/** By method and pattern: `POST /account/link`. A route without a rule is a fault, and a test says so. */
export type RouteRules = Readonly<Record<string, RouteRule>>;

/** The rule of the route that answers; `undefined` where none does. Middleware is registered for all methods. */
export function findRule(c: Context, rules: RouteRules): RouteRule | undefined {
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  if (!route) return undefined;
  const rule = rules[`${route.method} ${route.path}`];
  if (rule === undefined) throw new TypeError(`no rule says who may use ${route.method} ${route.path}`);
  return rule;
}
