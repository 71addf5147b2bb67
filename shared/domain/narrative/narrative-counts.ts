/**
 * Counts that a narrative states about applications and disputes, and where. A wrong alarm is worse than a miss: what is
 * not plainly the whole year's count of the whole report (a channel, a kind of applicant, another year, another body,
 * letters, review cases) is passed over. The grammar is one table of readings, held against the words around each
 * number once; no text, however it is made up, takes longer than its length.
 */
import { isWordKind, NarrativeWords, type Word, type WordKind } from './narrative-words.ts';
import { readPlainly } from './plain-text.ts';
import type { ReadingBudget } from './reading-budget.ts';

/** What a count is of; `check-narrative.ts` says which cells that is. */
export type CountedThing =
  | 'received'
  /** 收到…(其中上年结转…): received with those carried in. */
  | 'receivedAndCarriedIn'
  /** 受理, 收办: received, perhaps with those carried in. */
  | 'accepted'
  /** 办理, 处理, or no verb at all: any of these, or those that were finished. */
  | 'processed'
  | 'handled'
  | 'answered'
  | 'carriedIn'
  | 'carriedOut'
  | 'reconsideration'
  | 'litigation'
  /** 行政复议、行政诉讼共3件. */
  | 'disputes';

export interface StatedCount {
  readonly thing: CountedThing;
  readonly value: number;
  /** 1.2万件 may be anything nearer to 12 000 than this. */
  readonly roundedTo: number;
  /** UTF-16 offsets of the words that state it. */
  readonly start: number;
  readonly end: number;
}

/** Whom and what the report is of: counts of other bodies and years are not compared with its tables. */
export interface NarrativeOf {
  readonly year: number | undefined;
  readonly agencyName: string | undefined;
}

/**
 * A reading: the words that stand before the number, itself a `count` (9件), and behind it. `?` may be left out, `*`
 * stands any number of times up to six; each takes what it can get, so neighbours must not want the same words. The
 * first reading that fits is taken. The groups of words are those of `GROUPS`, every other is a kind of word.
 */
interface Reading {
  readonly thing: CountedThing;
  readonly words: string;
  /** What must not follow. */
  readonly unless?: string;
}

const GROUPS: Readonly<Record<string, readonly WordKind[]>> = {
  verb: ['newlyReceived', 'received'],
  link: ['of', 'total', 'label', 'be'],
  filler: ['fill', 'of', 'into'],
  last: ['lastYear', 'year'],
  next: ['nextYear', 'year'],
  on: ['carry', 'onward'],
  goOn: ['continue', 'processed', 'handled', 'answered', 'of'],
  hither: ['of', 'into', 'thisYear', 'continue', 'processed', 'bringIn'],
  joined: ['and', 'pause'],
  stir: ['happen', 'cause', 'received', 'disclosure', 'application', 'of', 'fill'],
  reason: ['happen', 'disclosure', 'application', 'cause', 'of'],
  because: ['pretext', 'other', 'neutral'],
  opening: ['neutral', 'total', 'thisYear', 'year', 'own', 'be', 'body', 'date', 'of'],
  negation: ['none', 'deny'],
  noun: ['application', 'matter'],
};

/** Those that say more come first. */
const READINGS: readonly Reading[] = [
  // 2件为上年结转
  { thing: 'carriedIn', words: 'count of? application? be last carry of? application? END' },
  // 1件结转下年度继续办理; 另有1件申请按规定顺延到下年度答复
  {
    thing: 'carriedOut',
    words: 'count of? application? because* on into? next goOn*',
    unless: 'noun? link* COUNT',
  },
  // 2件因政府信息公开引起的行政复议; not the 2 of 办结2件行政复议1件
  { thing: 'reconsideration', words: 'count reason* review matter?', unless: 'link* COUNT' },
  { thing: 'litigation', words: 'count reason* suit matter?', unless: 'link* COUNT' },
  // 行政复议、行政诉讼案件共3件
  { thing: 'disputes', words: 'review matter? joined suit matter? link* COUNT' },
  // 因政府信息公开引起的行政复议2件; 行政诉讼3件: both groups
  { thing: 'reconsideration', words: 'review noun? link* COUNT' },
  { thing: 'litigation', words: 'suit noun? link* COUNT' },
  // 结转下年度继续办理1件
  { thing: 'carriedOut', words: 'on into? next goOn* application? link* COUNT' },
  // 上年结转2件; 结转上年度申请2件
  { thing: 'carriedIn', words: 'last carry hither* application? link* COUNT' },
  { thing: 'carriedIn', words: 'carry last of? application? link* COUNT' },
  // 新收政府信息公开申请9件; 共收到9件申请; 收到公民、法人和其他组织申请共12件
  { thing: 'received', words: 'verb VIA? filler* application? link* COUNT AFTER?' },
  // 受理政府信息公开申请9件; 收办申请9件
  { thing: 'accepted', words: 'accepted VIA? filler* application? link* COUNT AFTER?' },
  // 办结69件; 答复政府信息公开申请9件; 办理依申请公开18件
  { thing: 'handled', words: 'handled filler* application? link* COUNT AFTER?' },
  { thing: 'answered', words: 'answered filler* application? link* COUNT AFTER?' },
  { thing: 'processed', words: 'processed filler* application? link* COUNT AFTER?' },
  // 申请9件,均已办结; 申请数:9
  { thing: 'processed', words: 'START opening* application link* COUNT END' },
];

/** A reading of none: 未收到政府信息公开申请; not 未收到申请人的补正材料. */
const DENIALS: readonly { readonly things: readonly CountedThing[]; readonly words: string }[] = [
  { things: ['received'], words: 'deny verb VIA? filler* application situation? END' },
  { things: ['received'], words: 'none filler* application END' },
  // 未发生行政复议、行政诉讼; not 未发生行政诉讼败诉案件
  { things: ['reconsideration', 'litigation'], words: 'negation stir* review matter? joined stir* suit matter? of? situation? END' },
  { things: ['reconsideration'], words: 'negation stir* review noun? of? situation? END' },
  { things: ['litigation'], words: 'negation stir* suit noun? of? situation? END' },
  // 无上年结转; 上年无结转
  { things: ['carriedIn'], words: 'negation happen? lastYear carry hither* application? situation? END' },
  { things: ['carriedIn'], words: 'lastYear negation happen? carry hither* application? situation? END' },
  // 没有结转下年的申请
  { things: ['carriedOut'], words: 'negation happen? application? on into? nextYear goOn* application? matter? situation? END' },
]; // prettier-ignore

interface Element {
  readonly kinds: ReadonlySet<WordKind> | 'START' | 'END' | 'VIA' | 'AFTER';
  readonly least: number;
  readonly most: number;
}
const MOST = 6;
const COUNT_KINDS: ReadonlySet<WordKind> = new Set(['count', 'number']);

function elementOf(source: string): Element {
  const [, name = '', quantity] = /^(\w+)([?*]?)$/.exec(source) ?? [];
  const least = quantity === '' ? 1 : 0;
  const most = quantity === '*' ? MOST : 1;
  if (name === 'START' || name === 'END' || name === 'VIA' || name === 'AFTER') return { kinds: name, least, most };
  const group = name === 'COUNT' ? [] : (GROUPS[name] ?? (isWordKind(name) ? [name] : undefined));
  if (!group) throw new TypeError(`${name} is no kind of word`);
  return { kinds: name === 'COUNT' ? COUNT_KINDS : new Set(group), least, most };
} // prettier-ignore
const elementsOf = (source: string): readonly Element[] => source.split(' ').map(elementOf);
/** The words that may stand right beside the number: all others are told at a glance not to be meant. */
function nearestOf(elements: readonly Element[]): ReadonlySet<WordKind> {
  const end = elements.findIndex(({ least }) => least > 0);
  return new Set(
    elements.slice(0, end + 1).flatMap(({ kinds }) => (typeof kinds === 'string' ? [] : [...kinds])),
  );
}
/** Before the number, from it backwards; and behind it. */
const COMPILED = READINGS.map(({ thing, words, unless }) => {
  const elements = elementsOf(words.replace(/^count\b/, 'COUNT'));
  const at = elements.findIndex(({ kinds }) => kinds === COUNT_KINDS);
  return {
    thing,
    before: elements.slice(0, at).reverse(),
    after: elements.slice(at + 1),
    unless: unless === undefined ? undefined : elementsOf(unless),
    isBefore: at > 0,
    nearest: nearestOf(at > 0 ? elements.slice(0, at).reverse() : elements.slice(1)),
  };
});
type Compiled = (typeof COMPILED)[number];
const BESIDE = new Map<WordKind | undefined, Map<WordKind | undefined, readonly Compiled[]>>();

/** Those that the words beside a number leave possible, in their order; told once for every two kinds of words. */
function readingsBeside(previous: WordKind | undefined, next: WordKind | undefined): readonly Compiled[] {
  const behind = BESIDE.get(previous) ?? new Map<WordKind | undefined, readonly Compiled[]>();
  const known = behind.get(next);
  if (known) return known;
  const readings = COMPILED.filter(({ isBefore, nearest }) => {
    const beside = isBefore ? previous : next;
    return beside !== undefined && nearest.has(beside);
  });
  BESIDE.set(previous, behind.set(next, readings));
  return readings;
}
const COMPILED_DENIALS = DENIALS.map(({ things, words }) => ({ things, elements: elementsOf(words) }));

/** What has been said where a word stands. */
interface Said {
  /** The year that the sentence named last. */
  readonly year: number | undefined;
  /** Offsets where the sentence last spoke of applications, and of something else that is received and handled. */
  readonly topicAt: number;
  readonly foreignAt: number;
  readonly isAboutDisclosure: boolean;
  /** 其中, up to a semicolon: what is received comes in parts. */
  readonly isAmongReceived: boolean;
  /** What follows 含, 其中, 加上 … is within the count before it, or added to it; 新收 does not end it. */
  readonly isIncluded: boolean;
  /** Where it names those carried in that way: the counts of the sentence may be with them. */
  readonly isWithCarriedIn: boolean;
  /** Since the last count or semicolon, and the offset behind it. */
  readonly since: Since;
  readonly from: number;
}
interface Since {
  readonly isPart: boolean;
  readonly isChannel: boolean;
  readonly isSeveral: boolean;
  readonly isAmong: boolean;
  readonly isNew: boolean;
  readonly isReviewer: boolean;
  /** 办理, in the same clause. */
  readonly isProcessing: boolean;
  /** The offset behind 不予, 尚未, 协助 in the same clause: what was not done, or not by this body. */
  readonly notDoneAt: number;
}
const NEVER = Number.NEGATIVE_INFINITY;
const NOTHING_SINCE: Since = {
  isPart: false,
  isChannel: false,
  isSeveral: false,
  isAmong: false,
  isNew: false,
  isReviewer: false,
  isProcessing: false,
  notDoneAt: NEVER,
};
const nothingSaid = (from: number): Said => ({
  year: undefined,
  topicAt: NEVER,
  foreignAt: NEVER,
  isAboutDisclosure: false,
  isAmongReceived: false,
  isIncluded: false,
  isWithCarriedIn: false,
  since: NOTHING_SINCE,
  from,
});

function saidAfter(said: Said, { kind, start, end, value, isLoose }: Word, text: string): Said {
  const since = (more: Partial<Since>): Said => ({ ...said, since: { ...said.since, ...more } });
  switch (kind) {
    case 'stop':
      return nothingSaid(end);
    case 'semicolon':
      return { ...said, isAmongReceived: false, isIncluded: false, since: NOTHING_SINCE, from: end };
    case 'count':
    case 'number':
      // 第20条 is a count of nothing, and a year of nothing ends nothing.
      if (kind === 'number' && (value === undefined || isLoose !== true)) return said;
      return { ...said, isIncluded: said.isIncluded && said.since.isNew, since: NOTHING_SINCE, from: end };
    case 'comma':
      return said.since.isProcessing || said.since.notDoneAt > NEVER
        ? since({ isProcessing: false, notDoneAt: NEVER })
        : said;
    case 'pause':
      return since({ isSeveral: true, notDoneAt: NEVER });
    case 'situation':
      return since({ isSeveral: true });
    case 'year':
      return { ...said, year: value };
    case 'application':
    case 'disclosure': {
      const topic = text.slice(start, end);
      const topicAt = start + Math.max(topic.lastIndexOf('申请'), topic.lastIndexOf('信息公开'), 0);
      const isAboutDisclosure = said.isAboutDisclosure || topic !== '申请';
      return { ...said, topicAt, isAboutDisclosure };
    }
    case 'foreign':
    case 'review':
    case 'suit':
      return { ...said, foreignAt: start };
    case 'reviewer':
      return { ...said, foreignAt: start, since: { ...said.since, isReviewer: true } };
    case 'accepted':
      return since({ isReviewer: true });
    case 'processed':
      return since({ isProcessing: true });
    case 'part':
    case 'lastYear':
      return since({ isPart: true });
    case 'channel':
      return since({ isChannel: true });
    case 'newlyReceived':
    case 'thisYear':
      return since({ isNew: true });
    case 'deny':
    case 'notDone':
      return since({ notDoneAt: end });
    case 'among':
      return { ...said, isAmongReceived: true, isIncluded: true, since: { ...said.since, isAmong: true } };
    case 'include':
      return { ...said, isIncluded: true };
    default:
      return said;
  }
}

/** A section without any of these words states no count: most sections, and cheap to tell. */
const TOPICS = ['申请', '复议', '诉讼', '结转'] as const;
const SPACE = /\s/;

/** Counts of a narrative text, in the order of the text. */
export function readStatedCounts(narrative: string, of: NarrativeOf, budget: ReadingBudget): StatedCount[] {
  budget.spend(narrative.length);
  // Spaces may stand within a word.
  if (!TOPICS.some((word) => narrative.includes(word)) && !SPACE.test(narrative)) return [];
  const { text, offsetOf } = readPlainly(narrative);
  return new CountReader(text, of, budget)
    .read()
    .map((count) => ({ ...count, start: offsetOf(count.start), end: offsetOf(count.end - 1) + 1 }));
}

const DISPUTES: ReadonlySet<CountedThing> = new Set(['reconsideration', 'litigation', 'disputes']);
const RECEIVED: ReadonlySet<CountedThing> = new Set(['received', 'accepted', 'processed']);
const CARRIED: ReadonlySet<CountedThing> = new Set(['carriedIn', 'carriedOut']);
const END_KINDS: ReadonlySet<WordKind> = new Set(['comma', 'semicolon', 'stop', 'pause', 'open', 'close']);
const START_KINDS: ReadonlySet<WordKind> = new Set(['comma', 'semicolon', 'stop', 'close']);
const FINISHED: ReadonlySet<WordKind> = new Set(['handled', 'answered', 'processed']);
const NEUTRAL: ReadonlySet<WordKind> = new Set(['neutral', 'total', 'thisYear', 'year', 'date']);
/** What a bare 收到9件 may go on with: the end of the clause, 其中, 均, 已. */
const GOES_ON: ReadonlySet<WordKind> = new Set([...END_KINDS, 'among', 'neutral']);
/** A bare 申请9件 speaks of the report's applications where the next clause tells what became of them. */
const BECAME: ReadonlySet<WordKind> = new Set([
  'neutral',
  'handled',
  'answered',
  'among',
  'carry',
  'disclosure',
]);
const ENDS_CHANNELS: ReadonlySet<WordKind> = new Set<WordKind>([
  ...START_KINDS,
  ...COUNT_KINDS,
  'newlyReceived',
  'received',
  'accepted',
]);
/** Words that a phrase of channels may have, and characters that a body's name may have before its last word. */
const MAX_VIA = 12;
const MAX_BODY = 20;

const mostOf = ({ kinds, most }: Element): number => (kinds === 'VIA' ? MAX_VIA : most);
/** The words that a reading can take before its number, and the number. */
const KEPT =
  1 +
  Math.max(...COMPILED.map(({ before }) => before.reduce((words, element) => words + mostOf(element), 0)));

type Draft = { -readonly [K in keyof StatedCount]: StatedCount[K] };

class CountReader {
  private readonly words: NarrativeWords;
  /**
   * What had been said before each of the last words, in turn: that of a whole text of counts would fill the memory.
   */
  private readonly said: Said[] = [];
  private readonly counts: Draft[] = [];
  /** The last count of the sentence, where it is of those received: 含上年结转 may follow it. */
  private total: Draft | undefined;

  private readonly text: string;
  private readonly of: NarrativeOf;
  private readonly budget: ReadingBudget;

  constructor(text: string, of: NarrativeOf, budget: ReadingBudget) {
    this.text = text;
    this.of = of;
    this.budget = budget;
    this.words = new NarrativeWords(text, budget);
  }

  read(): readonly StatedCount[] {
    let said = nothingSaid(0);
    for (let at = 0, word = this.words.at(0); word; word = this.words.at(++at)) {
      this.said[at % KEPT] = said;
      said = saidAfter(said, word, this.text);
      switch (word.kind) {
        case 'stop':
          this.total = undefined;
          break;
        case 'count':
        case 'number':
          if (word.value !== undefined && this.readCount(at)) said = { ...said, isWithCarriedIn: true };
          break;
        case 'none':
        case 'deny':
          this.readDenial(at);
          break;
        case 'lastYear':
          this.readDenial(at);
          break;
        case 'carry':
          if (this.saidAt(at).isIncluded && !this.isOnward(at)) {
            this.joinCarriedIn();
            said = { ...said, isWithCarriedIn: true };
          }
          break;
        default:
      }
    }
    return this.counts;
  }

  private saidAt(at: number): Said {
    return this.said[at % KEPT]!;
  }

  /** Whether those carried in are named as a part of the sentence's total. */
  private readCount(at: number): boolean {
    const { value, roundedTo = 1, isLoose = false } = this.words.at(at)!;
    for (const { thing, before, after, unless, isBefore } of readingsBeside(
      this.words.at(at - 1)?.kind,
      this.words.at(at + 1)?.kind,
    )) {
      const first = this.match(before, at - 1, -1);
      if (first === undefined) continue;
      const last = this.match(after, at + 1, 1);
      if (last === undefined) continue;
      if (unless && this.match(unless, last, 1) !== undefined) continue;
      const from = first + 1;
      const to = last - 1;
      // The end of a clause is looked at, and is not part of what states the count.
      if (isLoose && !this.isNamed(from, at, to)) return false;
      if (!this.isWhole(thing, from, to)) return false;
      const isIncluded = thing === 'carriedIn' && this.saidAt(from).isIncluded;
      if (isIncluded) this.joinCarriedIn();
      const count: Draft = {
        thing: this.withCarriedIn(thing, from),
        value: value!,
        roundedTo,
        start: this.words.at(from)!.start,
        end: this.words.at(isBefore ? Math.max(to, at) : to)!.end,
      };
      this.counts.push(count);
      if (thing === 'received' || thing === 'accepted') this.total = count;
      else if (!CARRIED.has(thing)) this.total = undefined;
      return isIncluded;
    }
    return false;
  }

  private readDenial(at: number): void {
    for (const { things, elements } of COMPILED_DENIALS) {
      const last = this.match(elements, at, 1);
      if (last === undefined) continue;
      const [thing] = things;
      if (thing === 'received' && this.words.at(at)!.kind === 'none' && !this.says(at, last, '公开'))
        continue;
      if (!this.isOfThisReport(thing!, at, CARRIED.has(thing!))) return;
      const range = {
        value: 0,
        roundedTo: 1,
        start: this.words.at(at)!.start,
        end: this.words.at(last - 1)!.end,
      };
      for (const each of things) this.counts.push({ thing: each, ...range });
      return;
    }
  }

  /** The index behind the words that the elements take, in the direction of `step`; undefined where they do not fit. */
  private match(elements: readonly Element[], from: number, step: 1 | -1): number | undefined {
    let at = from;
    for (const { kinds, least, most } of elements) {
      this.budget.spend(1);
      if (kinds === 'END') {
        const next = this.words.at(at);
        if (next && !END_KINDS.has(next.kind)) return undefined;
      } else if (kinds === 'START') {
        const previous = this.words.at(at);
        if (previous && !START_KINDS.has(previous.kind)) return undefined;
      } else if (kinds === 'VIA') at = this.beforeChannels(at, step);
      else if (kinds === 'AFTER') at = this.afterApplication(at);
      else {
        let taken = 0;
        for (
          let word = this.words.at(at);
          taken < most && word && kinds.has(word.kind);
          word = this.words.at(at)
        ) {
          taken++;
          at += step;
        }
        this.budget.spend(taken);
        if (taken < least) return undefined;
      }
    }
    return at;
  }

  /** 通过网络、信函等方式提交的: several channels at once; one of them alone would be a part of the whole. */
  private beforeChannels(at: number, step: 1 | -1): number {
    let isSeveral = false;
    for (let length = 0, i = at; length < MAX_VIA; length++, i += step) {
      const word = this.words.at(i);
      this.budget.spend(1);
      if (!word || ENDS_CHANNELS.has(word.kind)) return at;
      isSeveral ||= word.kind === 'pause' || word.kind === 'and' || this.says(i, i + 1, '等');
      if (step < 0 && word.kind === 'through') return isSeveral ? i - 1 : at;
      if (step > 0 && word.kind === 'of' && length > 0) return isSeveral ? i + 1 : at;
      if (step > 0 && length === 0 && word.kind !== 'through') return at;
    }
    return at;
  }

  /** 9件政府信息公开申请; not 9件申请人补正, 9件申请行政复议. */
  private afterApplication(at: number): number {
    const end = this.match(AFTER_COUNT, at, 1);
    if (end === undefined) return at;
    const next = this.words.at(end);
    const isOther =
      next !== undefined &&
      (['review', 'suit'].includes(next.kind) ||
        ['人', '补正', '行政'].some((word) => this.text.startsWith(word, next.start)) ||
        (next.kind === 'of' && this.text.startsWith('的行政', next.start)));
    return isOther ? at : end;
  }

  private isOnward(at: number): boolean {
    const next = this.words.at(at + 1);
    const second = this.words.at(at + 2);
    const leads = (word: Word | undefined): boolean =>
      word?.kind === 'nextYear' || (word?.kind === 'year' && word.value !== this.of.year);
    return leads(next) || (next?.kind === 'into' && leads(second));
  }

  private joinCarriedIn(): void {
    if (this.total) this.total.thing = 'receivedAndCarriedIn';
  }

  private withCarriedIn(thing: CountedThing, from: number): CountedThing {
    return thing === 'received' && this.saidAt(from).isWithCarriedIn ? 'receivedAndCarriedIn' : thing;
  }

  private says(from: number, to: number, word: string): boolean {
    return this.words.at(from) !== undefined && this.phrase(from, to).includes(word);
  }

  private phrase(from: number, to: number): string {
    return this.text.slice(this.words.at(from)!.start, this.words.at(to - 1)!.end);
  }

  /** 9条, 9项 and 9 alone are of applications where these are named beside them, 9 alone where a label says 数. */
  private isNamed(from: number, at: number, to: number): boolean {
    const isBeside = (kind: WordKind): boolean => {
      for (let i = from; i <= to; i++) if (this.words.at(i)!.kind === kind) return true;
      return false;
    };
    return isBeside(this.words.at(at)!.kind === 'number' ? 'label' : 'application');
  }

  private isWhole(thing: CountedThing, from: number, to: number): boolean {
    const said = this.saidAt(from);
    const { year } = this.of;
    const kinds = new Set<WordKind>();
    for (let i = from; i <= to; i++) {
      const word = this.words.at(i)!;
      kinds.add(word.kind);
      if (word.kind !== 'year' || year === undefined) continue;
      // The year that things were carried from, or to; for a bare count, its own year.
      const expected = thing === 'carriedIn' ? year - 1 : thing === 'carriedOut' ? year + 1 : year;
      if (word.value !== expected) return false;
    }
    if (!this.isOfThisReport(thing, from)) return false;
    const phrase = this.phrase(from, to + 1);
    if (DISPUTES.has(thing)) {
      const { isReviewer, isProcessing } = said.since;
      return (said.isAboutDisclosure || /信息公开|依申请/.test(phrase)) && !isReviewer && !isProcessing;
    }
    if (phrase.includes('公开')) return true;
    // 收到申请9件, 办结9件, 结转下年度1件: of what the sentence last spoke of; not of 行政许可申请.
    if (said.foreignAt >= Math.max(said.topicAt, 0) - NEAR) return false;
    const next = this.words.at(to + 1);
    if (thing === 'processed' && !kinds.has('processed'))
      return (
        said.isAboutDisclosure || kinds.has('number') || BECAME.has(this.words.at(to + 2)?.kind ?? 'other')
      );
    if (kinds.has('application') || CARRIED.has(thing)) return true;
    const isBare = thing === 'received' || thing === 'handled';
    return isBare && said.topicAt > NEVER && (!next || GOES_ON.has(next.kind));
  }

  private isOfThisReport(thing: CountedThing, at: number, isDenied = false): boolean {
    const said = this.saidAt(at);
    const { since } = said;
    const { year, agencyName } = this.of;
    if (said.year !== undefined && year !== undefined && said.year !== year && !isDenied) return false;
    if (since.isPart || (since.isChannel && !since.isSeveral)) return false;
    // 其中受理…5件,受理…4件: received in parts, up to the semicolon; 其中自然人9件,办结10件: only the first is a part.
    const isAmong = RECEIVED.has(thing) ? said.isAmongReceived : since.isAmong;
    if (isAmong && !CARRIED.has(thing) && !DISPUTES.has(thing)) return false;
    const start = this.words.at(at)!.start;
    if (since.notDoneAt >= start - NEAR) return false;
    // 办结上年结转2件 are those of them that were finished.
    if (thing === 'carriedIn' && FINISHED.has(this.words.at(at - 1)?.kind ?? 'other')) return false;
    // 办结10件(其中上年结转2件) likewise.
    if (thing === 'carriedIn' && said.isIncluded && this.counts.length > 0 && !this.total) return false;
    const body = this.bodyBefore(at);
    return body === undefined || agencyName === undefined || isOwnBody(body, agencyName);
  }

  /** 区教育局(共): who counts, right before the verb. */
  private bodyBefore(at: number): string | undefined {
    let i = at - 1;
    for (let passed = 0; passed < MOST && NEUTRAL.has(this.words.at(i)?.kind ?? 'other'); passed++) i--;
    const word = this.words.at(i);
    if (word?.kind !== 'body') return undefined;
    const from = Math.max(this.saidAt(at).from, word.end - MAX_BODY);
    return /[一-鿿]*$/.exec(this.text.slice(from, word.end))?.[0];
  }
}

const AFTER_COUNT = elementsOf('filler* application');
/** Characters between a word and what it is said of. */
const NEAR = 6;

/** 我局, 柳北区教育局, 区教育局 of 柳北区教育局, 区政府 of 柳北区人民政府. */
export function isOwnBody(body: string, name: string): boolean {
  if (/[我本](?:局|委|委员会|厅|院|镇|乡|中心|政府)$/.test(body)) return true;
  const kind = name.endsWith('政府') ? '政府' : name.slice(-3);
  const at = body.lastIndexOf(kind);
  if (at < 0) return false;
  // 鱼峰区教育局 is not 柳北区教育局: a place that is named must be in the agency's own name.
  const place = /[\u4e00-\u9fff]{2}[市区县旗镇乡](?=人民$|$)/.exec(body.slice(0, at))?.[0];
  return place === undefined || name.includes(place);
}
