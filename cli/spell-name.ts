/** How a name is spelled in pinyin. Here alone: the dictionary (some 300 kB) is in no function's bundle. */
import { pinyin } from 'pinyin-pro';
import { splitSyllables, type Read } from '../shared/domain/search/stated-pinyin.ts';

interface Spelled {
  readonly initials: string;
  readonly pinyin: string;
}

/** As they are read in names of places and agencies, whatever they are read as elsewhere. */
const CHARACTERS: Readonly<Record<string, string>> = { 都: 'du', 什: 'shi' };
/** Readings that the dictionary does not know: of places. */
const READINGS: Readonly<Record<string, string>> = {
  乐清: 'yue qing',
  乐亭: 'lao ting',
  乐陵: 'lao ling',
  珲春: 'hun chun',
  洪洞: 'hong tong',
  泌阳: 'bi yang',
  涡阳: 'guo yang',
  歙县: 'she xian',
  单县: 'shan xian',
  吴堡: 'wu bu',
  大埔: 'da bu',
  黄陂: 'huang pi',
  繁峙: 'fan shi',
  穆棱: 'mu ling',
  六合区: 'lu he qu',
  筠连: 'jun lian',
  曾都: 'zeng du',
  莘庄: 'xin zhuang',
  浒墅关: 'xu shu guan',
  浚县: 'xun xian',
  蔚县: 'yu xian',
  尉犁: 'yu li',
  荥经: 'ying jing',
  铅山: 'yan shan',
  中牟: 'zhong mu',
  牟平: 'mu ping',
  牟定: 'mou ding',
};

/** Generic parts of names and words of agencies' names, which the segmenter knows in part: each as the words that it is. */
const WORDS: ReadonlySet<string> = new Set([
  ...[
    '特别行政区',
    '自治区',
    '自治州',
    '自治县',
    '自治旗',
    '街道',
    '办事处',
    '开发区',
    '高新区',
    '新区',
    '林区',
  ],
  ...[
    '人民',
    '政府',
    '委员会',
    '办公室',
    '管委会',
    '公积金',
    '信息化',
    '互联网',
    '信访局',
    '幼儿园',
    '派出所',
    '卫生院',
  ],
]);
/** 少数民族 as names of autonomous places have them, with 族. */
const PEOPLES: readonly string[] = (
  '蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 ' +
  '仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各'
)
  .split(' ')
  .map((people) => `${people}族`)
  // The longest last: 土家族 is not 家族.
  .sort((a, b) => a.length - b.length);
/** Written in small letters, as GB/T 16159 has it. */
const SMALL = new Set(['和', '与', '及']);
/** A place's name ends in one of these, which stands apart and has a capital, too (中国地名汉语拼音字母拼写规则). */
const LEVELS =
  /^(.+?)((?:特别行政区|特区|自治区|自治州|自治县|自治旗|街道|地区|新区|林区|[省市区县旗盟镇乡村]))$/u;
const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });
const HAN = /\p{Script=Han}/u;

/**
 * `lzs` and `Liuzhou Shi` of 柳州市: a place's own part and its level apart, other words as GB/T 16159 writes them; a character
 * with several readings is read as its word is, 重庆 as Chongqing. `places`: regions, whose names those of agencies begin with; what was
 * stated of how they are read holds there, too.
 */
export function createSpeller(places: readonly Read[]): (name: string) => Spelled {
  const known = new Set(places.map(({ name }) => name));
  const stated = { ...READINGS, ...Object.fromEntries(places.flatMap(readStated)) };
  return (name) => {
    const text = name.normalize('NFC');
    const readings = read(text, stated);
    let at = 0;
    const words = cutName(text, known).flatMap((word) => {
      const { length } = Array.from(word);
      const syllables = readings.slice(at, at + length);
      at += length;
      return word.trim() === '' ? [] : [join(word, syllables).trim()];
    });
    const initials = readings.map((reading) => reading.charAt(0)).join('');
    return { initials: initials.toLowerCase().replace(/[^a-z0-9]/g, ''), pinyin: words.join(' ') };
  };
}

/** Where no places are known. */
export const spellName = createSpeller([]);

/** With the names of the regions that are loaded. */
export const openSpeller = async (table: {
  regions(): Promise<readonly Read[]>;
}): Promise<typeof spellName> => createSpeller(await table.regions());

const countIn = (text: string): number => Array.from(text).length;

/** A reading for each character; what is no Chinese character is its own. */
function read(text: string, stated: Readonly<Record<string, string>>): string[] {
  const made = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'spaced' });
  const readings = Array.from(text, (character, i) => CHARACTERS[character] ?? made[i] ?? character);
  for (const [place, reading] of Object.entries(stated)) {
    const at = text.indexOf(place);
    if (at >= 0) readings.splice(countIn(text.slice(0, at)), countIn(place), ...reading.split(' '));
  }
  return readings;
}

/** A place's whole name, and its own part: 乐清教育局 leaves the level out. Readings that are no syllables say nothing of characters. */
function readStated({ name, pinyin: reading }: Read): [string, string][] {
  const { length } = Array.from(name);
  const syllables = reading === undefined ? undefined : splitSyllables(reading, length);
  if (!syllables) return [];
  const [, own = ''] = LEVELS.exec(name) ?? [];
  const { length: ownLength } = Array.from(own);
  return [
    ...(ownLength > 1 ? [[own, syllables.slice(0, ownLength).join(' ')] satisfies [string, string]] : []),
    [name, syllables.join(' ')],
  ];
}

/** Places in it, each in its parts, and the words between them. */
function cutName(text: string, places: ReadonlySet<string>): string[] {
  if (LEVELS.test(text)) return cutPlace(text);
  const words: string[] = [];
  let between = '';
  for (let at = 0; at < text.length;) {
    const place = longestAt(text, at, places);
    const word = place ?? longestAt(text, at, WORDS);
    if (word === undefined) between += text.charAt(at);
    else {
      words.push(...cutWords(between), ...(place === undefined ? [word] : cutPlace(place)));
      between = '';
    }
    at += word?.length ?? 1;
  }
  return [...words, ...cutWords(between)];
}

const LONGEST = 18;
function longestAt(text: string, at: number, known: ReadonlySet<string>): string | undefined {
  for (let { length } = text.slice(at, at + LONGEST); length > 1; length--) {
    const part = text.slice(at, at + length);
    if (known.has(part)) return part;
  }
  return undefined;
}

/** 恩施土家族苗族自治州 as 恩施, 土家族, 苗族 and 自治州. */
function cutPlace(place: string): string[] {
  const [, own = place, level] = LEVELS.exec(place) ?? [];
  if (level === undefined) return [place];
  const peoples: string[] = [];
  let rest = own;
  for (;;) {
    const people = PEOPLES.findLast((one) => rest.endsWith(one) && rest !== one);
    if (people === undefined) return [rest, ...peoples, level];
    peoples.unshift(people);
    rest = rest.slice(0, -people.length);
  }
}

/** The segmenter takes 教育局 as one word and 建设局 as two: 局 stands apart. */
const cutWords = (text: string): string[] =>
  [...SEGMENTER.segment(text)].flatMap(({ segment }) =>
    segment.length > 2 && segment.endsWith('局') ? [segment.slice(0, -1), '局'] : [segment],
  );

/** Syllables of a word together; an apostrophe where one begins with a vowel: Xi'an. */
function join(word: string, syllables: readonly string[]): string {
  if (!HAN.test(word)) return syllables.join('');
  const joined = syllables.map((one, i) => (i > 0 && /^[aeo]/.test(one) ? `'${one}` : one)).join('');
  return SMALL.has(word) ? joined : joined.charAt(0).toUpperCase() + joined.slice(1);
}
