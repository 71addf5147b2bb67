/** What an agency-year's report in force is warned of, which of it is explained, and what its rules have to say. */
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import { isDeepStrictEqual } from 'node:util';
import { applyContextualRules, findLook, RULES } from '../domain/rules/rule-book.ts';
import { describeComparison, latenessFindings, type Surroundings } from '../domain/verdict/findings-shown.ts';
import { MAX_OPEN_FINDINGS } from '../domain/compliance/compliance.ts';
import { arrangeFindings } from '../domain/document/arrange-findings.ts';
import { isWarning, type Finding } from '../domain/findings/finding.ts';
import { CATALOGUES, chooseEdition } from '../domain/form/catalogue.ts';
import { equalFigures, type Figures } from '../domain/form/figures.ts';
import { keepNewer, tellOffice } from '../domain/standing/acts/office-standing.ts';
import type { Doubt } from '../domain/standing/marked-total.ts';
import {
  bindExplanations,
  describeWarning,
  stateOfWarning,
  type Warning,
} from '../domain/standing/explanations.ts';

/** The item with everything that follows from its report in force, its explanations, its office's acts and its surroundings. */
export function judged(item: AgencyYear, surroundings: Surroundings): AgencyYear {
  const contextual = listContextual(item, surroundings);
  const warnings = [...(item.inForce?.warnings ?? []), ...contextual.map(({ warning }) => warning)];
  const explanations = bindExplanations(item.explanations ?? [], warnings);
  const explained = warnings.filter((warning) => stateOfWarning(warning, explanations) === 'explained');
  const open = warnings.filter((warning) => !explained.includes(warning));
  const office = keepNewer(tellOffice(item.acts, item.inForce), item.office, item.newerActs);
  const { explanations: _explanations, rules: _rules, office: _office, ...rest } = item;
  return {
    ...rest,
    ...(item.inForce && {
      inForce: {
        ...item.inForce,
        openWarnings: open.length,
        openContextual:
          open.length === 0
            ? undefined
            : firstFindings(
                item.year,
                contextual.filter(({ warning }) => open.includes(warning)).map(({ finding }) => finding),
              ),
        doubts: listDoubts(open, surroundings.previous?.inForce?.figures),
      },
    }),
    ...(office && { office }),
    ...(explanations.length > 0 && { explanations: [...explanations] }),
    ...rulesOf(item, open, explained),
  };
}

/** Whether two items say the same; what is left out and what is `undefined` are one. */
export function isSameItem(a: AgencyYear, b: AgencyYear): boolean {
  const [one, other] = [a.inForce?.figures, b.inForce?.figures];
  if (one && other && !equalFigures(one, other)) return false;
  return isDeepStrictEqual(plain(a), plain(b));
}

/** But for figures, which are compared as such. */
function plain({ received, ...item }: AgencyYear): readonly unknown[] {
  const said: unknown = JSON.parse(
    JSON.stringify(item, (name, value: unknown) => (name === 'figures' ? true : value)),
  );
  return [said, received];
}

/** Warnings of the document itself, and those that come of comparing it. */
export function listWarnings(item: AgencyYear, surroundings: Surroundings): Warning[] {
  return [
    ...(item.inForce?.warnings ?? []),
    ...listContextual(item, surroundings).map(({ warning }) => warning),
  ];
}

function listContextual(
  item: AgencyYear,
  surroundings: Surroundings,
): readonly { readonly finding: Finding; readonly warning: Warning }[] {
  if (!item.inForce) return [];
  const { compared, context } = describeComparison(item, item.inForce, surroundings);
  return applyContextualRules(RULES, compared, context)
    .filter(isWarning)
    .map((finding) => ({ finding, warning: describeWarning(finding, compared, context) }));
}

/** Open warnings whose figures mark totals, each with last year's figure; `undefined` where there are none. */
function listDoubts(open: readonly Warning[], previous: Figures | undefined): readonly Doubt[] | undefined {
  const doubts = open.flatMap(({ rule, path }): Doubt[] => {
    const cell = previous && CATALOGUES[previous.edition].cellByPath.get(path);
    return cell && RULES.byId.get(rule)?.marksTotals
      ? [{ path, previous: previous.cells[cell.index] ?? 0 }]
      : [];
  });
  return doubts.length > 0 ? doubts : undefined;
}

/** The first few of one report, in the order in which a document's findings are told. */
export const firstFindings = (year: number, findings: readonly Finding[]): readonly Finding[] =>
  arrangeFindings(chooseEdition(year), findings, 0).slice(0, MAX_OPEN_FINDINGS);

function rulesOf(
  item: AgencyYear,
  openWarnings: readonly Warning[],
  explainedWarnings: readonly Warning[],
): Pick<AgencyYear, 'rules'> {
  const { latest, rules } = item;
  const open = sorted([
    ...openWarnings.map(({ rule }) => rule),
    ...(latest?.outcome === 'returned' ? latest.rules : []),
    // A fact, which nothing corrects and nobody explains.
    ...latenessFindings(item).map(({ rule }) => rule),
  ]);
  const explained = sorted(explainedWarnings.map(({ rule }) => rule)).filter((rule) => !open.includes(rule));
  // Lateness goes by the first acceptable submission that is known: an earlier one, or an extension, may undo it.
  const before = rules?.fired.filter((rule) => findLook(rule) !== 'firstReceipt') ?? [];
  const fired = sorted([...before, ...open, ...explained]);
  return fired.length > 0 ? { rules: { fired, open, explained } } : {};
}

const sorted = (rules: readonly string[]): string[] => [...new Set(rules)].sort();
