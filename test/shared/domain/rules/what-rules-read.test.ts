/**
 * An explanation holds while what its warning read stays the same: exactly that. Every cell of this year and of the year
 * before is changed in turn under the example that fires.
 */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../shared/domain/findings/finding.ts';
import { CATALOGUES } from '../../../../shared/domain/form/catalogue.ts';
import { readFigure, type Figures } from '../../../../shared/domain/form/figures.ts';
import { bindRules, RULES } from '../../../../shared/domain/rules/rule-book.ts';
import type { ExampleFiling, Patch } from '../../../../shared/domain/rules/rule-examples.ts';
import {
  describeWarning,
  stateOfWarning,
  type KeptExplanation,
  type Warning,
} from '../../../../shared/domain/standing/explanations.ts';
import { DECISIONS_CONTINUE, TEXT_NAMES_NO_TEST } from '../../../fixtures/planted-rules.ts';
import { at } from '../../../support/a-report.ts';
import { runExample } from '../../../support/run-example.ts';

const BOOK = bindRules([...RULES.all, DECISIONS_CONTINUE, TEXT_NAMES_NO_TEST]);

interface Told {
  readonly finding: Finding;
  readonly warning: Warning;
}

/** What a rule finds at a place, or at all. */
function tell(filing: ExampleFiling, rule: string, path?: string): Told | undefined {
  const { findings, report, context } = runExample(filing, BOOK);
  const finding = findings.find((one) => one.rule === rule && one.path === (path ?? one.path));
  if (!report || !finding) return undefined;
  return { finding, warning: describeWarning(finding, { figures: report.figures }, context, BOOK) };
}

const explained = ({ rule, path, basis }: Warning): KeptExplanation => ({
  ...{ rule, path, basis, words: 'w', sha256: 's', since: 'o', order: 'o' },
  receivedAt: at('2025-01-20T10:00:00+08:00'),
});

/** One cell after the other, one more than it was. */
const changes = (figures: Figures): Patch[] =>
  CATALOGUES[figures.edition].cells.map(({ path }) => ({ [path]: readFigure(figures, path)! + 1 }));

function changedFilings(filing: ExampleFiling): { cell: string; changed: ExampleFiling }[] {
  const { report, context } = runExample(filing, BOOK);
  const before = context.yearBefore?.previous;
  const ofNow = changes(report!.figures).map((patch) => ({
    cell: `now ${Object.keys(patch)[0]!}`,
    changed: { ...filing, set: { ...filing.set, ...patch } },
  }));
  const ofBefore = (before ? changes(before) : []).map((patch) => ({
    cell: `before ${Object.keys(patch)[0]!}`,
    changed: { ...filing, previous: { ...filing.previous, ...patch } },
  }));
  return [...ofNow, ...ofBefore];
}

/** Cells behind what a finding states, written a second time; without an entry there are none. */
const COLUMNS = ['naturalPerson', 'commercial', 'research', 'nonprofit', 'legalService', 'other'];
const NORMATIVE = '/proactive/normativeDocuments';
const READ: Readonly<Record<string, readonly string[]>> = {
  Y2: [`now ${NORMATIVE}/made`, `now ${NORMATIVE}/repealed`, `before ${NORMATIVE}/inForce`],
  Y3: ['before /proactive/licensing/previousItems', 'before /proactive/licensing/change'],
  Y4: ['before /applications/received/total'],
  Y90: ['now /proactive/rules/made', 'before /proactive/licensing/decisions'],
  Q5: ['before /proactive/fees/amountWanCny'],
  // People write 予以公开 of both together, too.
  T11: ['granted', 'partial'].flatMap((row) =>
    [...(row === 'partial' ? ['total'] : []), ...COLUMNS].map(
      (column) => `now /applications/results/${row}/${column}`,
    ),
  ),
};
const firing = (id: string): ExampleFiling => BOOK.byId.get(id)!.entry().examples.fires.filing;
const CASES: readonly { what: string; id: string; filing: ExampleFiling; read: readonly string[] }[] = [
  ...BOOK.all
    .filter(({ severity }) => severity === 'warning')
    .map(({ id }) => ({ what: id, id, filing: firing(id), read: READ[id] ?? [] })),
  {
    what: 'Q1 of a count that may include those carried in',
    id: 'Q1',
    filing: { ...firing('Q1'), set: { '/narrative/overview': '2024年受理政府信息公开申请99件。' } },
    read: ['now /applications/carriedIn/total'],
  },
  {
    what: 'Q4 of a confirmed zero report with figures',
    id: 'Q4',
    filing: { ...firing('Q4'), set: { '/nil': true } },
    read: CATALOGUES['2021'].cells
      .filter(({ path }) => path.startsWith('/applications/'))
      .map(({ path }) => `now ${path}`),
  },
];

describe.each(CASES)('an explanation of $what', ({ id, filing, read }) => {
  it('holds exactly while the cells that its warning read stay the same', () => {
    const original = tell(filing, id);
    if (!original) throw new Error(`${id} does not fire`);
    const { finding, warning } = original;
    const kept = [explained(warning)];
    for (const { cell, changed } of changedFilings(filing)) {
      const now = tell(changed, id, warning.path);
      if (!now) continue;
      const holds = stateOfWarning(now.warning, kept) === 'explained';
      const isStatedAlike = now.finding.found === finding.found && now.finding.expected === finding.expected;
      expect([cell, holds]).toEqual([cell, isStatedAlike && !read.includes(cell)]);
      // Whatever the sentence says is bound.
      if (holds) expect([cell, now.finding.message]).toEqual([cell, finding.message]);
    }
  });
});
