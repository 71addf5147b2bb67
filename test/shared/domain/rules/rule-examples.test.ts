/** The examples that the catalogue shows, run through the code that they describe. */
import { describe, expect, it } from 'vitest';
import { deadlineOf } from '../../../../shared/domain/basics/calendar.ts';
import { checkFiling } from '../../../../shared/domain/rules/check-report.ts';
import { decodeReport } from '../../../../shared/domain/document/decode-report.ts';
import type { Figures } from '../../../../shared/domain/form/figures.ts';
import type { RuleId } from '../../../../shared/domain/findings/finding.ts';
import {
  COPIED_AT,
  fingerprintOf,
  similarityOf,
} from '../../../../shared/domain/narrative/narrative-fingerprint.ts';
import type { RegionTotal } from '../../../../shared/domain/standing/region-total.ts';
import { RULES } from '../../../../shared/domain/findings/rule-catalogue.ts';
import {
  EXAMPLE_AGENCY,
  RULE_EXAMPLES,
  exampleDocument,
  computedDocument,
  examplePlace,
  previousDocument,
  type ExampleFiling,
} from '../../../../shared/domain/rules/rule-examples.ts';
import { at, bytesOf } from '../../../support/a-report.ts';

function figuresOf(document: string | undefined): Figures | undefined {
  const decoded = document === undefined ? undefined : decodeReport(bytesOf(document));
  return decoded?.kind === 'read' ? decoded.report?.figures : undefined;
}

function rulesFired(filing: ExampleFiling): RuleId[] {
  const { findings } = checkFiling(bytesOf(exampleDocument(filing)), {
    receivedAt: at(filing.receivedAt),
    place: examplePlace(filing),
    roster: EXAMPLE_AGENCY,
    deadline: deadlineOf(filing.kind, examplePlace(filing).year),
    previous: figuresOf(previousDocument(filing)),
    firstAcceptedAt: undefined,
    total: totalOf(figuresOf(computedDocument(filing))),
  });
  const [own, before] = [exampleDocument(filing), previousDocument(filing)].map(fingerprintIn);
  // Texts are compared where those of others are known.
  const isCopied = own !== undefined && before !== undefined && similarityOf(own, before) >= COPIED_AT;
  return [...new Set([...findings.map(({ rule }) => rule), ...(isCopied ? (['Q3'] as const) : [])])];
}

const totalOf = (figures: Figures | undefined): RegionTotal | undefined =>
  figures && {
    reports: { expected: 1, accepted: 1, flagged: 0, returned: 0, late: 0, synthetic: 0 },
    figures,
    signal: new Map(),
    filings: new Map(),
  };

function fingerprintIn(document: string | undefined): string | undefined {
  const decoded = document === undefined ? undefined : decodeReport(bytesOf(document));
  const report = decoded?.kind === 'read' ? decoded.report : undefined;
  return report && fingerprintOf(report.narrative, [report.agency.name]);
}

describe.each(RULES.map(({ id }) => id))('the examples of %s', (id) => {
  const { fires, passes, toDo } = RULE_EXAMPLES[id];

  it('say in both languages what they are and what to do', () => {
    for (const text of [toDo, fires.says, passes.says]) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(text.en).toMatch(/^[A-Z0-9]/);
    }
    expect(fires.says.zh).not.toBe(passes.says.zh);
    expect(fires.says.en).not.toBe(passes.says.en);
  });

  it('fire this rule and no other, or none', () => {
    expect(rulesFired(fires.filing)).toEqual([id]);
    expect(rulesFired(passes.filing)).toEqual([]);
  });

  it('compare with a report of last year that can be read', () => {
    for (const { filing } of [fires, passes])
      expect(figuresOf(previousDocument(filing)) === undefined).toBe(filing.previous === undefined);
  });
});
