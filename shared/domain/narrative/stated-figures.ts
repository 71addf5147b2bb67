/**
 * Figures that a narrative states of outcomes, applicants, normative documents and decisions. As with the counts of
 * applications a wrong alarm is worse than a miss: what is not plainly of this report and this year is passed over.
 */
import { numeralAt } from '../basics/chinese-number.ts';
import type { Meaning, NarrativePath, SectionCounts, ThingCount } from './check-narrative.ts';
import { listCounts } from './count-in-text.ts';
import { isOwnBody, type NarrativeOf } from './narrative-counts.ts';
import type { ReadingBudget } from './reading-budget.ts';
import type { SectionText } from './section-texts.ts';

const RESULTS = '/applications/results';
const DOCUMENTS = '/proactive/normativeDocuments';
const totals = (group: string, rows: string): readonly string[] =>
  rows.split(' ').map((row) => `${RESULTS}/${group}/${row}/total`);
const GRANTED = `${RESULTS}/granted/total`;
const PARTIAL = `${RESULTS}/partial/total`;
const REFUSED = totals('refused', 'stateSecret prohibitedByLaw safetyAndStability thirdPartyRights internalAffairs processInformation enforcementFiles inquiryMatters'); // prettier-ignore
const UNAVAILABLE = totals('unavailable', 'notHeld notCompiled unclear');
const DECLINED = totals('declined', 'petition repeated publication excessive reissue');
const OTHER_2019 = totals('otherHandling', 'other');
const OTHER_2021 = totals('otherHandling', 'notCorrected feeUnpaid other');

/** Counts of those received, with those carried in, or of those handled. */
function readApplicants(columns: string): Meaning['readings'] {
  const cells = (row: string) => columns.split(' ').map((column) => `/applications/${row}/${column}`);
  return [cells('received'), [...cells('received'), ...cells('carriedIn')], cells('results/total')];
}

const COLUMNS = ['naturalPerson', 'commercial', 'research', 'nonprofit', 'legalService', 'other'];
/** Where a total is wrong or blank its row may say what the text does: another rule tells of the total. */
const withRows = (readings: Meaning['readings']): Meaning['readings'] => [
  ...readings,
  ...readings.map((cells) =>
    cells.flatMap((cell) => COLUMNS.map((column) => cell.replace(/total$/, column))),
  ),
];

type Vocabulary = Readonly<
  Record<string, { readonly words: string; readonly readings: Meaning['readings'] }>
>;

/** Every thing by the words that stand before its number. The longer of two that begin alike comes first. */
const OUTCOMES: Vocabulary = {
  grantedOrPartial: {
    words: '(?:予以|同意)公开(?:以?及|和|与|、|或)部分公开',
    readings: [[GRANTED, PARTIAL]],
  },
  granted: { words: '(?:予以|同意)公开', readings: [[GRANTED], [GRANTED, PARTIAL]] },
  partial: { words: '部分公开', readings: [[PARTIAL]] },
  // Loosely everything that was not given.
  refused: {
    words: '不予公开',
    readings: [
      REFUSED,
      [...REFUSED, ...DECLINED],
      [...REFUSED, ...UNAVAILABLE],
      [...REFUSED, ...UNAVAILABLE, ...DECLINED],
    ],
  },
  unavailable: { words: '无法提供', readings: [UNAVAILABLE] },
  declined: { words: '不予处理', readings: [DECLINED] },
};
const APPLICANTS: Vocabulary = {
  naturalPerson: { words: '自然人', readings: readApplicants('naturalPerson') },
  organisations: { words: '法人(?:和|或者?|及|、)其[他它]组织', readings: readApplicants('commercial research nonprofit legalService other') },
  commercial: { words: '商业企业', readings: readApplicants('commercial') },
  research: { words: '科研机构', readings: readApplicants('research') },
  nonprofit: { words: '社会公益组织', readings: readApplicants('nonprofit') },
  legalService: { words: '法律服务机构', readings: readApplicants('legalService') },
}; // prettier-ignore
const other = (readings: Meaning['readings']): Vocabulary => ({
  otherHandling: { words: '其他处理', readings },
});
const decisions = (readings: Readonly<Record<'made' | 'repealed' | 'inForce', Meaning['readings']>>): Vocabulary => ({
  made: { words: '(?:制发|制定|出台|印发)了?(?:行政)?规范性文件', readings: readings.made },
  repealed: { words: '废止了?(?:行政)?规范性文件', readings: readings.repealed },
  inForce: { words: '现行有效的?(?:行政)?规范性文件', readings: readings.inForce },
  licensing: { words: '(?:作出|实施|办结|办理)行政许可(?:处理)?(?:决定)?', readings: [['/proactive/licensing/decisions']] },
  penalties: { words: '(?:作出|实施)行政处罚(?:处理)?(?:决定)?', readings: [['/proactive/penalties/decisions']] },
  coercion: { words: '(?:作出|实施)行政强制(?:处理)?(?:决定)?', readings: [['/proactive/coercion/decisions']] },
}); // prettier-ignore

const BY_EDITION: Readonly<Record<'2019' | '2021', readonly (readonly [Vocabulary, boolean])[]>> = {
  '2019': [
    [{ ...OUTCOMES, ...other([OTHER_2019]), ...APPLICANTS }, true],
    [
      decisions({
        made: [[`${DOCUMENTS}/newlyMade`], [`${DOCUMENTS}/newlyDisclosed`]],
        repealed: [],
        inForce: [[`${DOCUMENTS}/totalDisclosed`]],
      }),
      false,
    ],
  ],
  '2021': [
    [{ ...OUTCOMES, ...other([OTHER_2021, [...OTHER_2021, ...DECLINED]]), ...APPLICANTS }, true],
    [
      decisions({
        made: [[`${DOCUMENTS}/made`]],
        repealed: [[`${DOCUMENTS}/repealed`]],
        inForce: [[`${DOCUMENTS}/inForce`]],
      }),
      false,
    ],
  ],
};

interface Grammar {
  readonly pattern: RegExp;
  readonly things: readonly string[];
  readonly isOfApplications: boolean;
}
const LINK =
  '(?:政府信息公开)?(?:申请|答复|告知|的|情形){0,3}(?:共计?|合计|总计)?(?:数量?|件数)?(?:为|有|:)?(?=[0-9〇零一二两三四五六七八九十百千万])';

const compiled = new Map<
  string,
  { grammars: readonly Grammar[]; meanings: Readonly<Record<string, Meaning>> }
>();
function grammarsFor(edition: '2019' | '2021') {
  const known = compiled.get(edition);
  if (known) return known;
  const grammars = BY_EDITION[edition].map(([vocabulary, isOfApplications]) => {
    const things = Object.keys(vocabulary).filter((thing) => vocabulary[thing]!.readings.length > 0);
    const words = things.map((thing) => `(${vocabulary[thing]!.words})`).join('|');
    return { pattern: new RegExp(`(?:${words})${LINK}`, 'g'), things, isOfApplications };
  });
  const meanings = Object.fromEntries(
    BY_EDITION[edition].flatMap(([vocabulary]) =>
      Object.entries(vocabulary).map(([kind, { readings }]) => [
        kind,
        { kind, readings: kind in OUTCOMES || kind === 'otherHandling' ? withRows(readings) : readings },
      ]),
    ),
  );
  const made = { grammars, meanings };
  compiled.set(edition, made);
  return made;
}

export const readMeanings = (edition: '2019' | '2021'): Readonly<Record<string, Meaning>> =>
  grammarsFor(edition).meanings;

/** Characters before a figure that say what it is of. */
const NEAR = 160;
/** A section without any of these words states none: most sections, and cheap to tell. */
const TOPICS = [
  '予以公开', '同意公开', '部分公开', '不予', '无法提供', '其他处理', '自然人', '法人', '商业企业', '科研机构',
  '社会公益组织', '法律服务机构', '规范性文件', '行政许可', '行政处罚', '行政强制',
] as const; // prettier-ignore

/** The figures of one section, in the order of the text. */
export function readStatedFigures(
  section: SectionText & { readonly path: NarrativePath },
  edition: '2019' | '2021',
  of: ReportTold,
  budget: ReadingBudget,
): SectionCounts<string> {
  const { text } = section;
  if (!TOPICS.some((word) => text.includes(word)))
    return { path: section.path, text: section.written, counts: [] };
  const counts = grammarsFor(edition).grammars.flatMap((grammar) =>
    [...text.matchAll(grammar.pattern)].flatMap((match): ThingCount<string>[] => {
      budget.spend(2 * NEAR);
      const at = match.index + match[0].length;
      const numeral = numeralAt(text, at);
      if (numeral?.value === undefined || !isCounted(text, numeral.end, match[0])) return [];
      if (!isOfThisReport(text, match.index, numeral.end, grammar, of)) return [];
      if (!grammar.isOfApplications && IS_CHECKED.test(text.slice(numeral.end, numeral.end + NEAR_BEHIND)))
        return [];
      const thing = grammar.things[match.slice(1).findIndex(Boolean)]!;
      const { start, end } = section.passageOf(match.index, numeral.end + 1);
      return [{ thing, value: numeral.value, roundedTo: numeral.roundedTo, start, end }];
    }),
  );
  return { path: section.path, text: section.written, counts };
}

/** 9件; 9条 and 9个 where 申请 stands beside; not 9件以上, 9件次. */
function isCounted(text: string, end: number, phrase: string): boolean {
  if (/^(?:次|以上|以下|左右|余|多|套|\/)/.test(text.slice(end + 1, end + 3))) return false;
  const unit = text.charAt(end);
  if (unit !== '' && '件宗起例份'.includes(unit)) return true;
  return (
    unit !== '' && '条个'.includes(unit) && (phrase.includes('申请') || text.startsWith('申请', end + 1))
  );
}

/** What a report's figures are compared by; `wholes`: what all its applications may be counted as. */
interface ReportTold extends NarrativeOf {
  readonly wholes: readonly number[];
}

/** 对教育局制发规范性文件3件进行合法性审核. */
const IS_CHECKED = /^.[^,。;]{0,10}(?:审[核查]|备案)/;
const NEAR_BEHIND = 14;
const NOT_APPLICATIONS = /公文|文件|提案|议案|信访|复议|诉讼|留言|投诉|举报|许可|工单/;
/** Documents are disclosed or not, too: 制发公文30件,其中不予公开5件. */
const DOCUMENTS_TOLD = /公文|文件|主动公开|信息数|政府信息共/;
/** Shares and changes stand between counts, and say nothing of what follows. */
const SHARES = /(?:占比?|同比|比上年|较上年)[^,;]{0,12}?[0-9.]+%/g;
/** Parts of the whole, other times and bodies, what was planned or published. */
const PART =
  /网上|网络|信函|当面|现场|邮寄|窗口|上年|去年|上一年|同期|往年|近[两二三四五]年|季度|半年|[0-9]月|各部门|各单位|各县|各镇|各乡|各街道|下属|所属|系统|本级|名义|代拟|修订|备案|审[核查]|公示|发布|上传|归集|推送|其中包括|属于|涉及.{0,8}方面|拟|计划|如/;
const PUBLISHED = /公开|网站|平台|信息/;
/** Who is named: 区教育局, 我局; 政府信息 is nobody. */
const BODY =
  /[\u4e00-\u9fff]{1,12}?(?:局|委员会|办公室|厅|镇|乡|街道办?|中心|政府(?!信息|网|采购|公报|公开|规章))/g;

function isOfThisReport(
  text: string,
  at: number,
  end: number,
  { isOfApplications }: Grammar,
  { year, agencyName, wholes }: ReportTold,
): boolean {
  const near = text.slice(Math.max(at - NEAR, 0), at);
  const sentence = near.split(/[。!?]/).at(-1) ?? '';
  const years = [...sentence.matchAll(/(20\d\d)年/g)].map(([, named]) => Number(named));
  if (years.some((named) => named !== year)) return false;
  // Since the last count.
  const since = (sentence.split(/[0-9][件宗起例份条个]/).at(-1) ?? '').replaceAll(SHARES, '');
  if (PART.test(since)) return false;
  if ([...since.matchAll(BODY)].some(([body]) => agencyName === undefined || !isOwnBody(body, agencyName)))
    return false;
  if (!isOfApplications) return !PUBLISHED.test(since) && !sentence.includes('其中');
  if (DOCUMENTS_TOLD.test(sentence) || isOfTopic(sentence, text.slice(at, end), wholes)) return false;
  const topicAt = (near + text.slice(at, end)).lastIndexOf('申请');
  return topicAt >= 0 && !NOT_APPLICATIONS.test(near.slice(topicAt));
}

/**
 * 涉及征地的申请4件,予以公开3件: the last count of applications is of some of them, so that what follows is a part.
 * Counts of outcomes are parts of it as well, and those of applicants are one count; others stand beside it.
 */
function isOfTopic(sentence: string, phrase: string, wholes: readonly number[]): boolean {
  const isOutcome = !SAYS_APPLICANT.test(phrase);
  let end = 0;
  let last: number | undefined;
  let applicants = 0;
  for (const count of listCounts(sentence)) {
    const words = sentence.slice(end, count.start);
    end = count.end;
    if (STANDS_BESIDE.test(words) || SAYS_OUTCOME.test(words)) continue;
    if (!SAYS_APPLICANT.test(words)) [last, applicants] = [count.value, 0];
    else if (isOutcome) applicants += count.value;
  }
  const topic = applicants > 0 ? applicants : last;
  return topic !== undefined && !wholes.includes(topic);
}
const listWords = (vocabulary: Vocabulary): string =>
  Object.values(vocabulary)
    .map(({ words }) => words)
    .join('|');
const SAYS_OUTCOME = new RegExp(`${listWords(OUTCOMES)}|其他处理`);
const SAYS_APPLICANT = new RegExp(listWords(APPLICANTS));
const STANDS_BESIDE = /结转|增加|减少|同比|较/;
