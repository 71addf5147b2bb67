/** T8. What a text says of the fee is read in `narrative/fee-statements.ts`. */
import type { Text } from '../../basics/text.ts';
import type { Observation } from '../../findings/finding.ts';
import { shown } from '../../findings/quotation.ts';
import { locateCell } from '../../form/catalogue.ts';
import { placeName } from '../../form/cell-names.ts';
import { fromStored } from '../../form/figures.ts';
import { NUMBER, type ReadValues } from '../../form/read-values.ts';
import { readFeeStatements, type FeeStatement, type FeeThing } from '../../narrative/fee-statements.ts';
import { readSections, type SectionText } from '../../narrative/section-texts.ts';
import { NOTHING_FOUND, READS_WHAT_IT_STATES, type OwnRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { FEE_DECREE } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';

const UNPAID_PATH = '/applications/results/otherHandling/feeUnpaid/total';
const ALL_FEES_PATH = '/proactive/fees/amountWanCny';
const NOTICES_PATH = '/processingFee/notices';
const NOTICED_PATH = '/processingFee/noticedCny';
const COLLECTED_PATH = '/processingFee/collectedCny';

export const FEES_AGREE: OwnRule = {
  id: 'T8',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkFees,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '信息处理费前后一致', en: 'What is said of the processing fee agrees' },
    formula: {
      zh: '逾期未缴费件数 ≤ 收费通知件数;实收金额 ≤ 通知金额;实收金额 ≤ 行政事业性收费(容许四舍五入);正文与所填的数一致(没有填的不比对)',
      en: 'Applications closed for an unpaid fee ≤ notices; collected ≤ noticed; collected ≤ administrative fees (but for rounding); the text agrees with what is filled in (what is left out is not compared)',
    },
    source: FEE_DECREE,
    toDo: {
      zh: '核对信息处理费各项和正文,改正写错的一处。',
      en: 'Check the figures of the fee and the text, and correct the wrong one.',
    },
    examples: pairExamples(
      (collected) =>
        makeTextExample(
          `通知金额 120 元,实收 ${collected} 元`,
          `Noticed 120 yuan, collected ${collected} yuan`,
          {
            '/narrative/overview':
              '主动公开信息300条,依申请公开工作平稳,信息管理、公开平台和监督保障按计划完成。',
            '/narrative/other': '信息处理费按规定收取。',
            [ALL_FEES_PATH]: 1,
          },
          {
            rewrite: {
              from: '"district"',
              to: `"processingFee":{"notices":1,"noticedCny":120,"collectedCny":${collected}},"district"`,
            },
          },
        ),
      120.5,
      120,
    ),
  })),
};

const CELLS = { unpaid: locateCell('2021', UNPAID_PATH), allFees: locateCell('2021', ALL_FEES_PATH) };
const yuan = (fen: number): number => fromStored('yuan', fen);

function checkFees(read: ReadValues): readonly Observation[] {
  const { edition, numbers, cells } = read;
  const notices = numbers[NUMBER.notices];
  const noticed = numbers[NUMBER.noticedFen];
  const collected = numbers[NUMBER.collectedFen];
  if (edition !== '2021' || (notices ?? noticed ?? collected) === undefined) return NOTHING_FOUND;
  const observations: Observation[] = [];
  const unpaid = cells[CELLS.unpaid]!;
  if (notices !== undefined && unpaid > notices)
    observations.push(observeFigures(UNPAID_PATH, unpaid, NOTICES_PATH, notices));
  if (collected !== undefined && noticed !== undefined && collected > noticed)
    observations.push(observeFigures(COLLECTED_PATH, yuan(collected), NOTICED_PATH, yuan(noticed)));
  const allFees = cells[CELLS.allFees]!;
  // Both in fen: ten thousand yuan with six decimals.
  if (collected !== undefined && collected > allFees + tellRounding(allFees))
    observations.push(observeTooLittle(allFees, collected));
  return [...observations, ...compareTexts(read, { notices, noticed, collected })];
}

/** Reports state ten thousands of yuan with two decimals; half a unit of the last may be lost, or of the last one stated. */
function tellRounding(allFees: number): number {
  let unit = HUNDREDTH;
  while (unit > 1 && allFees % unit !== 0) unit /= 10;
  return unit / 2;
}
/** The fen of 0.01. */
const HUNDREDTH = 10_000;

const CURE: Text = {
  zh: '请核对并改正写错的一处;确实如此的,请附情况说明',
  en: 'Check them and correct the wrong one; where both are right, add an explanation',
};

function observeFigures(path: string, found: number, mostPath: string, most: number): Observation {
  const [name, mostName] = [placeName('2021', path), placeName('2021', mostPath)];
  return {
    path,
    found,
    expected: most,
    message: {
      zh: `${name.zh}是 ${found},不应多于${mostName.zh} ${most}。${CURE.zh}。`,
      en: `${name.en} is ${found}, and should not exceed ${mostName.en}, ${most}. ${CURE.en}.`,
    },
  };
}

function observeTooLittle(allFees: number, collectedFen: number): Observation {
  const found = fromStored('wanYuan', allFees);
  const [name, collected] = [placeName('2021', ALL_FEES_PATH), placeName('2021', COLLECTED_PATH)];
  return {
    path: ALL_FEES_PATH,
    found,
    expected: fromStored('wanYuan', collectedFen),
    message: {
      zh: `${name.zh}是 ${found} 万元,少于其中的${collected.zh} ${yuan(collectedFen)} 元。${CURE.zh}。`,
      en: `${name.en} is ${found}, less than ${collected.en}, ${yuan(collectedFen)} yuan, which is part of it. ${CURE.en}.`,
    },
  };
}

interface Filled {
  readonly notices: number | undefined;
  readonly noticed: number | undefined;
  readonly collected: number | undefined;
}

/** What is filled in of each thing that a text may state; undefined where a part of that is left out. */
const FILLED: Readonly<Record<FeeThing, (filled: Filled) => readonly number[] | undefined>> = {
  nothingCollected: ({ collected }) => listAll(collected),
  collectedFen: ({ collected }) => listAll(collected),
  noNotice: ({ notices }) => listAll(notices),
  notices: ({ notices }) => listAll(notices),
  noticedFen: ({ noticed }) => listAll(noticed),
  eitherFen: ({ noticed, collected }) => listAll(noticed, collected),
};
const listAll = (...values: readonly (number | undefined)[]): readonly number[] | undefined => {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : known;
};

const PATHS: Readonly<Record<FeeThing, string>> = {
  nothingCollected: COLLECTED_PATH,
  collectedFen: COLLECTED_PATH,
  eitherFen: COLLECTED_PATH,
  noNotice: NOTICES_PATH,
  notices: NOTICES_PATH,
  noticedFen: NOTICED_PATH,
};

interface Stated extends FeeStatement {
  readonly section: SectionText;
}

/** The first statement of each thing that nothing filled in fits, nor its parts together. */
function compareTexts(read: ReadValues, filled: Filled): Observation[] {
  const stated = readSections(read).flatMap((section) =>
    readFeeStatements(section.text, read.numbers[NUMBER.year]).map((one): Stated => ({ ...one, section })),
  );
  const paths = [...new Set(stated.map(({ thing }) => PATHS[thing]))];
  const wrong = paths.flatMap((path) => {
    const alike = stated.filter(({ thing }) => PATHS[thing] === path);
    const fits = alike.some((one) => isFilledIn(one, alike, filled));
    return fits ? [] : alike.filter(({ thing }) => FILLED[thing](filled) !== undefined).slice(0, 1);
  });
  // One a section: they are explained by their place.
  return [...new Map(wrong.reverse().map((one) => [one.section.path, one])).values()]
    .reverse()
    .map((one) => observeText(one, FILLED[one.thing](filled)![0]!));
}

function isFilledIn({ thing, value }: Stated, alike: readonly Stated[], filled: Filled): boolean {
  const values = FILLED[thing](filled) ?? [];
  const together = alike.reduce((sum, other) => sum + (other.thing === thing ? other.value : 0), 0);
  return values.includes(value) || values.includes(together);
}

function observeText({ section, start, end, thing }: Stated, filled: number): Observation {
  const name = placeName('2021', section.path);
  const figure = placeName('2021', PATHS[thing]);
  const words = section.text.slice(start, end);
  const expected = PATHS[thing] === NOTICES_PATH ? filled : yuan(filled);
  return {
    path: section.path,
    found: words,
    expected,
    message: {
      zh: `“${name.zh}”写的是“${shown(words)}”,但${figure.zh}填的是 ${expected}。${CURE.zh}。`,
      en: `"${name.en}" says "${shown(words)}", but ${figure.en} is ${expected}. ${CURE.en}.`,
    },
    passage: section.passageOf(start, end),
  };
}
