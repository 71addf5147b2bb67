/**
 * An explanation holds while the figures and texts that its warning read are what they were when it was given, through
 * any number of later uploads; it lapses, visibly, when one of them changes. Errors can't be explained.
 */
import type { Instant } from '../basics/calendar.ts';
import { readFigure } from '../form/figures.ts';
import type { Finding } from '../findings/finding.ts';
import { RULES } from '../rules/rule-book.ts';
import type { ComparedReport, Context } from '../rules/rule.ts';
import type { Filed } from './filed.ts';

/** A warning as an agency-year keeps it. */
export interface Warning {
  readonly rule: string;
  readonly path: string;
  /** Everything that the rule read, as text: what is found, what is expected, and the cells that these come from. */
  readonly basis: string;
}

/** An explanation as an agency-year keeps it; its words are in the archived document. */
export interface KeptExplanation {
  readonly rule: string;
  readonly path: string;
  /** Tells one text from another. */
  readonly words: string;
  /** The document that gave it first, and when. */
  readonly sha256: string;
  readonly since: string;
  readonly receivedAt: Instant;
  /** The newest document that gives it. */
  readonly order: string;
  /** What its warning read when it was first given; left out where there was nothing to compare with yet. */
  readonly basis?: string | undefined;
}

/** An explanation with its words. */
export interface ShownExplanation {
  readonly text: string;
  /** When the document that gives it was received; `undefined` for one that is not filed. */
  readonly receivedAt: Instant | undefined;
  /** False where what its warning reads has changed since. */
  readonly holds: boolean;
}

/** `lapsed`: explained once, of other figures. */
type WarningState = 'open' | 'explained' | 'lapsed';

/** More than there are cells that warnings may concern, with what a document may explain. */
const MAX_KEPT = 200;

const isOf = (
  { rule, path }: Pick<Warning, 'rule' | 'path'>,
  other: Pick<Warning, 'rule' | 'path'>,
): boolean => rule === other.rule && path === other.path;

/**
 * The explanations of both. One that a later document carries along in the same words is not given anew: it keeps what
 * its warning read at first. Documents may be taken in any order, any number of times, and end in the same.
 */
export function keepExplanations(
  kept: readonly KeptExplanation[],
  given: readonly KeptExplanation[],
): readonly KeptExplanation[] {
  const all = new Map<string, KeptExplanation>();
  for (const one of [...kept, ...given]) {
    const key = `${one.rule} ${one.path} ${one.words}`;
    const other = all.get(key);
    all.set(key, other ? merged(other, one) : one);
  }
  return [...all.values()].sort(newestFirst).slice(0, MAX_KEPT);
}

function merged(a: KeptExplanation, b: KeptExplanation): KeptExplanation {
  const order = a.order > b.order ? a.order : b.order;
  // The same one again may know less of its basis.
  const first = a.since < b.since || (a.since === b.since && a.basis !== undefined) ? a : b;
  return { ...first, order };
}

function newestFirst(a: KeptExplanation, b: KeptExplanation): number {
  if (a.order !== b.order) return a.order > b.order ? -1 : 1;
  return `${a.rule} ${a.path} ${a.words}` < `${b.rule} ${b.path} ${b.words}` ? -1 : 1;
}

/** What was explained before there was anything to compare with is bound to the first comparison. */
export function bindExplanations(
  kept: readonly KeptExplanation[],
  warnings: readonly Warning[],
): readonly KeptExplanation[] {
  return kept.map((one) => {
    const basis = one.basis ?? warnings.find((warning) => isOf(warning, one))?.basis;
    return basis === undefined ? one : { ...one, basis };
  });
}

interface Explained<One> {
  readonly inForce?:
    { readonly order: string; readonly repeated?: Pick<Filed, 'order'> | undefined } | undefined;
  readonly explanations?: readonly One[] | undefined;
  readonly rules?: { readonly explained?: readonly string[] } | undefined;
}

/**
 * Explanations that the report in force gives itself, and that explain something now: an office answers these. One that an
 * earlier document gave, and this one does not give again, may hold all the same.
 */
export function listGivenInForce<One extends Pick<KeptExplanation, 'rule' | 'since' | 'order'>>({
  inForce,
  explanations = [],
  rules,
}: Explained<One>): readonly One[] {
  if (!inForce) return [];
  const last = inForce.repeated?.order ?? inForce.order;
  return explanations.filter(
    ({ rule, since, order }) =>
      since <= last && order >= inForce.order && rules?.explained?.includes(rule) === true,
  );
}

/** The newest. */
export function findExplanation(
  warning: Pick<Warning, 'rule' | 'path'>,
  kept: readonly KeptExplanation[],
): KeptExplanation | undefined {
  return kept.find((one) => isOf(one, warning));
}

export function stateOfWarning(warning: Warning, kept: readonly KeptExplanation[]): WarningState {
  const explanation = findExplanation(warning, kept);
  if (!explanation) return 'open';
  return explanation.basis === undefined || explanation.basis === warning.basis ? 'explained' : 'lapsed';
}

/** A warning with all that its rule read. */
export function describeWarning(
  finding: Finding,
  report: Pick<ComparedReport, 'figures' | 'narrative'>,
  context: Context,
  rules = RULES,
): Warning {
  const { rule, path, found, expected } = finding;
  const known = rules.byId.get(rule);
  const {
    now = [],
    before = [],
    texts = [],
  } = known && 'reads' in known ? known.reads(finding, report, context) : {};
  const previous = context.yearBefore?.previous;
  const basis = [
    found,
    expected,
    ...now.map((cell) => readFigure(report.figures, cell) ?? null),
    ...before.map((cell) => (previous && readFigure(previous, cell)) ?? null),
    ...texts,
  ];
  return { rule, path, basis: JSON.stringify(basis) };
}
