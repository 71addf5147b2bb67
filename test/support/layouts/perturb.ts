/** What reports of many hands have besides: misprints, other characters, blanks, heads that come twice, page numbers. */
import type { Random } from '../../../generator/random.ts';
import { APPLICATIONS_HEAD, type FormBlock, type FormCell } from './form-blocks.ts';

interface Perturbed {
  readonly blocks: readonly FormBlock[];
  readonly names: readonly string[];
}

type Change = (blocks: readonly FormBlock[], random: Random) => readonly FormBlock[];

const mapLabels = (
  blocks: readonly FormBlock[],
  change: (label: string, cell: FormCell) => string,
): FormBlock[] =>
  blocks.map((block) =>
    block.kind === 'text'
      ? block
      : {
          kind: 'table',
          rows: block.rows.map((row) =>
            row.map((cell) => (cell.isFigure ? cell : { ...cell, text: change(cell.text, cell) })),
          ),
        },
  );

const TRADITIONAL: Readonly<Record<string, string>> = {
  开: '開',
  关: '關',
  数: '數',
  项: '項',
  务: '務',
  处: '處',
  规: '規',
  范: '範',
  强: '強',
  业: '業',
  费: '費',
  总: '總',
  计: '計',
  机: '機',
  构: '構',
  结: '結',
  转: '轉',
  属: '屬',
  类: '類',
  执: '執',
  诉: '訴',
  复: '復',
  议: '議',
  维: '維',
  纠: '糾',
  审: '審',
  请: '請',
  继: '繼',
  续: '續',
  办: '辦',
  经: '經',
  后: '後',
  无: '無',
};
const GLOSS: Readonly<Record<string, string>> = { 规: 'guī', 强: 'qiáng', 数: 'shù', 内: 'nèi', 发: 'fā' };

/** By name. Those of `apart` need cells that stand apart from one another. */
export const CHANGES: Readonly<Record<string, Change>> = {
  misprints: (blocks, random) =>
    mapLabels(blocks, (label) => {
      const at = random.int(4, 40);
      return label.length > 9 &&
        !label.includes('元') &&
        at < label.length - 2 &&
        /[\u4e00-\u9fff]/.test(label.charAt(at)) &&
        random.chance(0.4)
        ? label.slice(0, at) + (random.chance(0.5) ? '' : '正') + label.slice(at + 1)
        : label;
    }),
  'no numbers': (blocks) => mapLabels(blocks, (label) => label.replace(/^\d\./, '')),
  'wide marks': (blocks) =>
    mapLabels(blocks, (label) =>
      label
        .replaceAll('(', '（')
        .replaceAll(')', '）')
        .replace(/^(\d)\./, '$1、'),
    ),
  'short labels': (blocks) =>
    mapLabels(blocks, (label) =>
      label
        .replace(/申请人无正当理由逾期不补正.*/, '逾期不补正')
        .replace(/申请人逾期未按收费.*/, '逾期不缴费')
        .replace(/^行政规范性文件/, '规范性文件'),
    ),
  traditional: (blocks) =>
    mapLabels(blocks, (label) => Array.from(label, (one) => TRADITIONAL[one] ?? one).join('')),
  pinyin: (blocks, random) =>
    mapLabels(blocks, (label) =>
      Array.from(label, (one) => (one in GLOSS && random.chance(0.6) ? `${one}(${GLOSS[one]!})` : one)).join(
        '',
      ),
    ),
  'spaces in labels': (blocks, random) =>
    mapLabels(blocks, (label) => {
      const at = random.int(2, 12);
      return at < label.length && random.chance(0.4) ? `${label.slice(0, at)} ${label.slice(at)}` : label;
    }),
  'head again': (blocks, random) => breakTable(blocks, random, [], APPLICATIONS_HEAD),
};

/** Where lines stand for themselves: in running text nothing tells a page's number from figures. */
export const CHANGES_OF_LINES: Readonly<Record<string, Change>> = {
  'page numbers': (blocks, random) =>
    breakTable(blocks, random, [{ kind: 'text', text: `- ${random.int(2, 9)} -` }], []),
};

/** Table three over two pages. */
function breakTable(
  blocks: readonly FormBlock[],
  random: Random,
  between: readonly FormBlock[],
  head: readonly (readonly FormCell[])[],
): FormBlock[] {
  return blocks.flatMap((block): FormBlock[] => {
    if (block.kind === 'text' || block.rows.length < 12) return [block];
    if (!block.rows.some((row) => row.some(({ text }) => text.includes('新收') || text.includes('自然人'))))
      return [block];
    const at = random.int(8, block.rows.length - 4);
    const upper = block.rows
      .slice(0, at)
      .map((row, i) => row.map((cell) => ({ ...cell, rowSpan: Math.min(cell.rowSpan, at - i) })));
    return [
      { kind: 'table', rows: upper },
      ...between,
      { kind: 'table', rows: [...head, ...block.rows.slice(at)] },
    ];
  });
}

const mapFigures = (blocks: readonly FormBlock[], change: (text: string) => string): FormBlock[] =>
  blocks.map((block) =>
    block.kind === 'text'
      ? block
      : {
          kind: 'table',
          rows: block.rows.map((row) =>
            row.map((cell) => (cell.isFigure ? { ...cell, text: change(cell.text) } : cell)),
          ),
        },
  );

/** Only where cells stand apart. */
export const CHANGES_APART: Readonly<Record<string, Change>> = {
  strokes: (blocks) => mapFigures(blocks, (text) => (text === '0' ? '/' : text)),
  dashes: (blocks, random) => mapFigures(blocks, (text) => (text === '0' && random.chance(0.5) ? '—' : text)),
  'wide digits': (blocks) =>
    mapFigures(blocks, (text) =>
      text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    ),
};

/** Only in tables whose cells are cells. */
export const CHANGES_OF_TABLES: Readonly<Record<string, Change>> = {
  blanks: (blocks, random) => mapFigures(blocks, (text) => (text === '0' && random.chance(0.7) ? '' : text)),
};

export function perturb(
  blocks: readonly FormBlock[],
  random: Random,
  kinds: readonly Readonly<Record<string, Change>>[],
): Perturbed {
  const names: string[] = [];
  let changed = blocks;
  for (const [name, change] of kinds.flatMap((kind) => Object.entries(kind)))
    if (random.chance(0.2)) {
      names.push(name);
      changed = change(changed, random);
    }
  return { blocks: changed, names };
}
