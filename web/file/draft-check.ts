/**
 * A draft held against the rules while it is being filled in. What isn't filled in yet is no error: it is listed apart. Sums
 * are checked at once; all rules, which read the texts and look for what broke the sums, once the typing pauses.
 */
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { arrangeFindings } from '../../shared/domain/document/arrange-findings.ts';
import type { Finding } from '../../shared/domain/findings/finding.ts';
import type { Cell } from '../../shared/domain/form/catalogue.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import { RULES } from '../../shared/domain/rules/rule-book.ts';
import { checkSums } from '../../shared/domain/rules/sums/check-sums.ts';
import { checkDocument } from '../../shared/domain/verdict/check-report.ts';
import type { ShownFinding } from '../form/shown-finding.ts';
import { readFigures, writeDocumentBytes } from './draft-document.ts';
import { listMissingCells, readExplanation, readValue, type FilingDraft } from './filing-draft.ts';

export interface DraftCheck {
  /** Errors first, then in the order of the form. */
  readonly findings: readonly ShownFinding[];
  /** NaN in a cell without a number. */
  readonly figures: Figures;
  /** Cells without a number. */
  readonly missing: readonly Cell[];
  /** Texts that the form asks for and that are empty. */
  readonly emptyTexts: readonly string[];
}

/** What every check of a draft goes by besides the draft. */
interface DraftChecking {
  readonly now: Instant;
  /** Last year's report of the same agency, where it is at hand. */
  readonly lastYear: Report | undefined;
}

/** Section six may stay empty. */
const ASKED_TEXTS = ['/narrative/overview', '/narrative/problems'];

/** Every rule. */
export function checkDraft(draft: FilingDraft, { now, lastYear }: DraftChecking): DraftCheck {
  const { findings } = checkDocument(writeDocumentBytes(draft), now, { lastYear });
  const { figures, missing, emptyTexts } = readFilled(draft);
  const open = new Set([...missing.map(({ path }) => path), ...emptyTexts]);
  return {
    findings: findings
      .filter(({ path }) => !open.has(path))
      .map((finding) => withDraftExplanation(draft, finding)),
    figures,
    missing,
    emptyTexts,
  };
}

const isOfSums = ({ rule }: Finding): boolean => {
  const found = RULES.byId.get(rule);
  return found !== undefined && 'engine' in found && found.engine === 'sum-equations';
};

/** The sums as they are now; of every other rule, what it said when all were checked. */
export function checkDraftSums(draft: FilingDraft, { findings }: DraftCheck): DraftCheck {
  const filled = readFilled(draft);
  const found = [...checkSums(filled.figures), ...findings.filter((finding) => !isOfSums(finding))];
  return {
    ...filled,
    findings: arrangeFindings(draft.edition, found, 0).map((finding) => withDraftExplanation(draft, finding)),
  };
}

function readFilled(draft: FilingDraft): Omit<DraftCheck, 'findings'> {
  return {
    figures: readFigures(draft),
    missing: listMissingCells(draft),
    emptyTexts: ASKED_TEXTS.filter((path) => readValue(draft, path).trim() === ''),
  };
}

function withDraftExplanation(draft: FilingDraft, finding: Finding): ShownFinding {
  const text = finding.severity === 'warning' ? readExplanation(draft, finding).trim() : '';
  return {
    ...finding,
    explanation: text === '' ? undefined : { text, receivedAt: undefined, holds: true },
  };
}
