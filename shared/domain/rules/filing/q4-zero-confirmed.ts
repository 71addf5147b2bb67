/** Q4. */
import type { Observation } from '../../findings/finding.ts';
import { CATALOGUES, type Cell, type Edition } from '../../form/catalogue.ts';
import { placeName } from '../../form/cell-names.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { NOTHING_FOUND, type OwnRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample, NO_APPLICATION } from '../rule-examples.ts';
import { FORM_TABLE_3 } from '../sources.ts';

const TABLE = '/applications';

export const ZERO_CONFIRMED: OwnRule = {
  id: 'Q4',
  severity: 'warning',
  looksAt: 'document',
  check: checkZero,
  reads: (_, { figures }) => ({ now: APPLICATION_CELLS[figures.edition].map(({ path }) => path) }),
  writeCure: ({ found }) => (found === null ? '"nil": true' : undefined),
  entry: describeRule(() => ({
    title: { zh: '零报告确认', en: 'A zero report is confirmed' },
    formula: {
      zh: '表三全部为 0 时有零报告确认;有零报告确认时表三全部为 0',
      en: 'A zero report is confirmed exactly where every figure of table III is 0',
    },
    source: FORM_TABLE_3,
    toDo: {
      zh: '确实没有的作零报告确认;否则删去零报告确认,补填表三。',
      en: 'Confirm a zero report; otherwise remove the confirmation and fill in table III.',
    },
    examples: {
      fires: makeExample(
        '表三全部是 0,没有零报告确认',
        'Every figure of table III is 0, and no zero report is confirmed',
        NO_APPLICATION,
      ),
      passes: makeExample(
        '表三全部是 0,已作零报告确认',
        'Every figure of table III is 0, confirmed as a zero report',
        { ...NO_APPLICATION, '/nil': true },
      ),
    },
  })),
};

const selectApplications = (edition: Edition): readonly Cell[] =>
  CATALOGUES[edition].cells.filter(({ path }) => path.startsWith(`${TABLE}/`));
const APPLICATION_CELLS: Readonly<Record<Edition, readonly Cell[]>> = {
  '2019': selectApplications('2019'),
  '2021': selectApplications('2021'),
};

/** A cell that could not be read is NaN: nothing follows from it. */
function checkZero({ edition, cells, nil }: ReadValues): readonly Observation[] {
  for (const { index, path } of APPLICATION_CELLS[edition]) {
    const value = cells[index]!;
    if (Number.isNaN(value) || (value !== 0 && !nil)) return NOTHING_FOUND;
    if (value !== 0) return [observeContradiction(edition, path, value)];
  }
  return nil ? NOTHING_FOUND : [UNCONFIRMED];
}

/** Every figure is 0, and the agency has not confirmed that. */
const UNCONFIRMED: Observation = {
  path: TABLE,
  found: null,
  expected: null,
  message: {
    zh: '表三全部是 0。如确实没有收到和办理申请,请在报告中作零报告确认;否则请补填表三。',
    en: 'Every figure of table III is 0. If no application was received or handled, confirm the zero report in the document; otherwise fill in table III.',
  },
};

/** The agency confirms a zero report, and a figure is not 0. */
function observeContradiction(edition: Edition, path: string, found: number): Observation {
  const name = placeName(edition, path);
  return {
    path: TABLE,
    found,
    expected: 0,
    message: {
      zh: `报告作了零报告确认,但${name.zh}填的是 ${found}。请删去零报告确认,或核对表三。`,
      en: `The report is confirmed as a zero report, but ${name.en} is ${found}. Remove the confirmation, or check table III.`,
    },
  };
}
