/** T20. */
import { isIsoDay, tellChinaDay, type IsoDay } from '../../basics/calendar.ts';
import type { Observation } from '../../findings/finding.ts';
import { shown } from '../../findings/quotation.ts';
import { NUMBER, TEXT, type ReadValues } from '../../form/read-values.ts';
import { NOTHING_FOUND, READS_WHAT_IT_STATES, type OwnRule, type Upload } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeTextExample, pairExamples, TEXT_EXAMPLE_YEAR } from '../rule-examples.ts';
import { ARTICLE_50 } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { findOtherDay, MOST_DAYS_APART } from './address-day.ts';
import { isPublicationHost, listHosts, PUBLICATION_HOSTS } from './publication-hosts.ts';

const ADDRESS_PATH = '/sourceUrl';
const DAY_PATH = '/publishedOn';
const ALL_HOSTS = PUBLICATION_HOSTS.map(({ host }) => host);
const EXAMPLE_MONTH = `${TEXT_EXAMPLE_YEAR + 1}-01`;

export const ADDRESS_AGREES: OwnRule = {
  id: 'T20',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'upload',
  check: checkAddress,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '公布网址与公布日期相符', en: 'The address fits the date of publication' },
    formula: {
      zh: `公布日期与网址中的日期相差不超过 ${MOST_DAYS_APART} 天;网址属于 ${ALL_HOSTS.join('、')}(没有填网址的不比对;同一网站的多份报告都是同一日期的,只在一份中提示)`,
      en: `The day of publication and the one in the address are at most ${MOST_DAYS_APART} days apart; the host is of ${ALL_HOSTS.join(', ')} (without an address nothing is compared; what several reports of one site have alike is said once)`,
    },
    source: ARTICLE_50,
    toDo: {
      zh: '核对公布日期和网址;确实如此的,附情况说明。',
      en: 'Check the date and the address; where they are right, add an explanation.',
    },
    examples: pairExamples(
      (day) =>
        makeTextExample(
          `网址中的日期是 ${EXAMPLE_MONTH}-19,公布日期填 ${EXAMPLE_MONTH}-${day}`,
          `The address is of ${EXAMPLE_MONTH}-19, the date stated ${EXAMPLE_MONTH}-${day}`,
          {
            [DAY_PATH]: `${EXAMPLE_MONTH}-${day}`,
            [ADDRESS_PATH]: `https://www.example.gov.cn/zfxxgknb/t${EXAMPLE_MONTH.replace('-', '')}19_1024.html`,
          },
        ),
      '11',
      '12',
    ),
  })),
};

function checkAddress({ texts, numbers }: ReadValues, { at, sharedMove }: Upload): readonly Observation[] {
  const address = texts[TEXT.sourceUrl];
  if (address === undefined) return NOTHING_FOUND;
  const url = parseAddress(address);
  // What is no address is told as that.
  if (!url || !/^https?:$/.test(url.protocol)) return NOTHING_FOUND;
  const day = texts[TEXT.publishedOn];
  const hosts = listHosts(tellChinaDay(at));
  return [
    ...(isPublicationHost(url.hostname, hosts) ? [] : [observeHost(url.hostname, hosts)]),
    ...(day !== undefined && isIsoDay(day) ? compareDays(day, url, numbers[NUMBER.year], sharedMove) : []),
  ];
}

/** Undefined for what is none. */
function parseAddress(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

function compareDays(
  published: IsoDay,
  url: URL,
  year: number | undefined,
  sharedMove: Upload['sharedMove'],
): readonly Observation[] {
  const other = findOtherDay(url, published);
  if (!other) return NOTHING_FOUND;
  // A portal that moved gives its old pages the day of the move: mostly long after the year in which reports are published.
  const isMoved = year !== undefined && Number(other.day.slice(0, 4)) > year + 1;
  return [
    {
      ...observeDay(published, other, sharedMove?.name),
      ...((isMoved || sharedMove) && { severity: 'info' as const }),
    },
  ];
}

const observeHost = (host: string, hosts: readonly string[]): Observation => ({
  path: ADDRESS_PATH,
  found: host,
  expected: null,
  message: {
    zh: `公布网址在“${shown(host)}”,不在政府网站名单(${hosts.join('、')})中。请填写名单所列网站上的网址;确实如此的,请附情况说明。`,
    en: `The address is at "${shown(host)}", which is not on the list of government sites (${hosts.join(', ')}). State the address on one of these; where it is right, add an explanation.`,
  },
});

const observeDay = (
  found: IsoDay,
  { day, apart }: { readonly day: IsoDay; readonly apart: number },
  alike: string | undefined,
): Observation => {
  const [zh, en] = alike === undefined ? TO_CHECK : sayAlike(alike);
  return {
    path: DAY_PATH,
    found,
    expected: day,
    message: {
      zh: `公布日期填的是 ${found},公布网址中的日期是 ${day},相差 ${apart} 天。${zh}`,
      en: `The date of publication is ${found}, the one in the address ${day}, ${apart} days apart. ${en}`,
    },
  };
};

const TO_CHECK = [
  '请核对公布日期;确实如此的,请附情况说明。',
  'Check the date; where it is right, add an explanation.',
] as const;
const sayAlike = (name: string): readonly [zh: string, en: string] => [
  `同一网站上${shown(name)}的报告也是这一日期,可能是网站迁移的日期,已在那份报告中提示,这里仅供参考。`,
  `The report of ${shown(name)} on the same site has that day, too, perhaps that of a move of the site: it was told there, and here for information only.`,
];
