/** Every number that stands beside a state's word, wherever a region's filing is told. */
import { parse } from 'csv-parse/sync';
import { elementWithId, rowOf, rowsIn, textOf } from './read-html.ts';

export const WORDS = ['已接收', '待说明', '已退回', '未报送', '迟报'] as const;
export type Numbers = Readonly<Record<string, number>>;

const numberOf = (text = ''): number => Number(text.replaceAll(/[\s\u00a0,]/g, ''));
const between = (text: string, from: string, to: string): string => {
  const begin = text.indexOf(from);
  return begin < 0 ? '' : text.slice(begin, text.indexOf(to, begin));
};

function numbersIn(entries: readonly (readonly [string, string])[]): Numbers {
  return Object.fromEntries(
    entries.flatMap(([word, text]) =>
      (WORDS as readonly string[]).includes(word) ? [[word, numberOf(text)]] : [],
    ),
  );
}

/** By the place on the page. */
export function numbersOnPage(html: string): Readonly<Record<string, Numbers>> {
  const pairs = (text: string, pattern: RegExp): (readonly [string, string])[] =>
    [...text.matchAll(pattern)].map(([, word = '', number = '']) => [textOf(word), textOf(number)] as const);
  const key = between(html, '<ul class="stack-key"', '</ul>');
  const tiles = between(html, 'class="compliance-counts"', '</dl>');
  const tabs = between(html, 'class="tabs"', '</ul>');
  const kinds = html.slice(html.indexOf('class="children kinds"'));
  const heads = rowsIn(kinds)[0] ?? [];
  const sum = rowOf(kinds, '合计');
  return {
    key: numbersIn(pairs(key, /<span class="state[^>]*>(.*?)<\/span> <b>(.*?)<\/b>/g)),
    tiles: numbersIn(pairs(tiles, /<dt>(.*?)<\/dt><dd class="value[^>]*>(.*?)<\/dd>/g)),
    tabs: numbersIn(pairs(tabs, /<a [^>]*>([^<]*)<span class="count[^>]*>(.*?)<\/span>/g)),
    kinds: numbersIn(heads.map((head, i) => [head, sum[i] ?? ''] as const)),
  };
}

export const listHeading = (html: string): number =>
  numberOf(/(\d[\d\u00a0 ]*)$/.exec(textOf(elementWithId(html, 'agencies')))?.[1]);

/** Agencies by the words of the file's column; what is no agency's own says so in the word. */
export function numbersInCsv(csv: string): Numbers {
  const rows = parse<Record<string, string>>(csv, { columns: true, bom: true });
  const own = rows.filter((row) => !row['状态']?.startsWith('汇总报告'));
  return {
    ...Object.fromEntries(
      WORDS.map((word) => [word, own.filter((row) => row['状态']?.split('、').includes(word)).length]),
    ),
    // A report that is returned keeps its days; counted are those in force.
    迟报: own.filter((row) => row['迟报天数'] !== '0' && !row['状态']?.split('、').includes('已退回')).length,
  };
}

/** `【未报送(27)】` of a mail, `未报送(27)` of an HTML file and of a terminal; lists that are empty may be left out. */
export function numbersInHeadings(text: string): Numbers {
  return Object.fromEntries(
    WORDS.flatMap((word) => {
      const found = new RegExp(`(?<!汇总报告\uff0c)${word}\uff08([\\d\u00a0]+)\uff09`).exec(text);
      return found ? [[word, numberOf(found[1])]] : [];
    }),
  );
}
