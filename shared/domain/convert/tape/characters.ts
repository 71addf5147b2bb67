/**
 * Characters as recognition compares them, one for one, so that every offset still holds: narrow digits and marks, one kind
 * of space and of bracket, simplified characters. What is kept for people is never changed.
 */

/** Pairs: a traditional (or Japanese) character of the form's words and its simplified one. */
const PAIRS =
  '總总體体況况動动開开條条項项內内數数製制發发廢废現现規规範范許许處处對对務务減减罰罚強强業业費费購购採采額额單单萬万請请關关係系為为於于與与機机構构' +
  '織织會会團团結结轉转國国屬属類类過过執执詢询無无當当補补確确認认獲获應应該该訴诉訟讼復复複复議议審审維维糾纠餘余題题進进報报導导幹干學学縣县區区鎮镇' +
  '鄉乡場场檔档辦办負负責责組组員员際际聯联繫系電电話话網网絡络據据計计劃划實实後后從从經经歷历門门還还這这個个來来時时間间書书長长東东車车見见貝贝頁页' +
  '歸归並并產产離离種种稱称積积稅税穩稳競竞筆笔節节糧粮級级約约終终給给統统續续練练緊紧線线編编績绩繳缴繼继羅罗習习聞闻聲声職职脫脱舉举舊旧藝艺華华葉叶' +
  '藥药號号衛卫術术裝装視视親亲覺觉觀观訂订討讨訓训記记設设訪访證证評评詳详誤误說说課课調调談谈論论諮咨謀谋講讲謝谢譯译護护讀读變变讓让豐丰財财貢贡貨货' +
  '販贩貴贵買买貸贷資资賠赔質质賬账贈赠贊赞雙双難难響响領领類类顯显風风飛飞養养餘余館馆驗验錄录鐵铁銷销鎖锁鑒鉴開开閉闭隊队階阶隨随險险隱隐雜杂' +
  '勵励勞劳勢势協协廳厅歲岁徵征憑凭戶户擔担據据擬拟擴扩擾扰攝摄敗败敵敌斷断標标檢检權权歡欢殘残毀毁滿满漢汉澤泽濟济營营獎奖環环畫画異异監监盤盘礦矿祕秘離离';
const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from(PAIRS.matchAll(/../gsu), ([pair]) => [pair.charAt(0), pair.charAt(1)]),
);

const PLAIN = /^[\n -~\u4e00-\u9fff]*$/;
const SPACE = /[^\S\n]/u;
/** What is there and can't be seen. */
const INVISIBLE = /[\p{Cf}\ufe00-\ufe0f]/u;
const OPENING = '[{〔【〖';
const CLOSING = ']}〕】〗';
const DASHES = '‐‑‒–—―−－─';

function foldCharacter(character: string): string {
  if (character === '\n') return character;
  if (SPACE.test(character) || INVISIBLE.test(character)) return ' ';
  if (OPENING.includes(character)) return '(';
  if (CLOSING.includes(character)) return ')';
  if (DASHES.includes(character)) return '-';
  if (character === '│' || character === '┃' || character === '｜') return '|';
  const simplified = SIMPLIFIED.get(character);
  if (simplified !== undefined) return simplified;
  // Circled and bracketed numbers stay what they are: no figures.
  if (/[\u2460-\u24ff\u3220-\u33ff]/u.test(character)) return character;
  const folded = character.normalize('NFKC');
  return folded.length === 1 ? (SIMPLIFIED.get(folded) ?? folded) : character;
}

const known = new Map<string, string>();

/** The text as it is compared: as long as it was, each character at its place. */
export function foldText(text: string): string {
  const units: string[] = [];
  const hasTraditional = !/^[\n -~]*$/.test(text);
  if (!hasTraditional && PLAIN.test(text)) return text.replaceAll('[', '(').replaceAll(']', ')');
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i);
    let folded = known.get(unit);
    if (folded === undefined) {
      folded = foldCharacter(unit);
      known.set(unit, folded);
    }
    units.push(folded);
  }
  return units.join('');
}

/** Pinyin in brackets behind a character, as some copied pages have it: 規(guī)章. */
const GLOSS = /(?<=\p{Script=Han})\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡ]{1,6}\)/giu;

/** Blanks where glosses stood; `hasGlosses` says whether there were any. */
export function blankGlosses(folded: string): { readonly text: string; readonly hasGlosses: boolean } {
  let hasGlosses = false;
  const text = folded.replaceAll(GLOSS, (gloss) => {
    hasGlosses = true;
    return ' '.repeat(gloss.length);
  });
  return { text, hasGlosses };
}

/** The Chinese characters alone: what labels are compared by. */
export const keepHan = (text: string): string => text.replaceAll(/[^\u4e00-\u9fff]/gu, '');
