/** S1 for a document of which nothing can be read: what it seems to be, and what to do about it. */
import { MAX_DOCUMENT_BYTES, MAX_NESTING } from '../findings/document-limits.ts';
import { createFinding, type Finding, type Stated } from '../findings/finding.ts';
import { findInvisible, type InvisibleCharacter } from '../basics/invisible-characters.ts';
import type { FaultReason, JsonFault } from './json-scanner.ts';
import { DOCUMENT_READABLE } from '../rules/structure/s1-document-readable.ts';
import type { Text } from '../basics/text.ts';

const s1 = (found: Stated, expected: Stated, zh: string, en: string): Finding =>
  createFinding(DOCUMENT_READABLE, { path: '', found, expected, message: { zh, en } });

export function tooLarge(sizeBytes: number): Finding {
  return s1(
    sizeBytes,
    MAX_DOCUMENT_BYTES,
    `文件有 ${sizeBytes} 字节,超过上限 ${MAX_DOCUMENT_BYTES} 字节(1 MiB)。报告正文不要夹带图片或附件,请精简后重新上传。`,
    `The document has ${sizeBytes} bytes, more than ${MAX_DOCUMENT_BYTES} (1 MiB). Leave out pictures and attachments and upload again.`,
  );
}

/** Why the store gives an upload's bytes to nobody. */
export type Withheld = 'storage-class' | 'customer-key' | 'foreign-key';

const WITHHELD: Readonly<Record<Withheld, Text>> = {
  'storage-class': {
    zh: '文件以归档等其他存储类别保存,系统无法读取。请不要指定存储类别(即 STANDARD),重新上传。',
    en: 'The document was put with another storage class, from which it can not be read. Upload it again without a storage class (STANDARD).',
  },
  'customer-key': {
    zh: '文件用上传者自己的密钥加密(SSE-C),系统无法读取。请不要指定加密密钥,重新上传。',
    en: 'The document was encrypted with a key of your own (SSE-C) and can not be read. Upload it again without a key.',
  },
  'foreign-key': {
    zh: '文件用另一个 KMS 密钥加密,系统无权使用,无法读取。请不要指定加密方式,重新上传。',
    en: 'The document was encrypted with a KMS key that may not be used here, and can not be read. Upload it again without saying how it is encrypted.',
  },
};

/** The bytes are there, and nobody is given them. */
export function cannotBeRead(withheld: Withheld): Finding {
  const { zh, en } = WITHHELD[withheld];
  return s1(withheld, null, zh, en);
}

export function notAnObject(type: string): Finding {
  return s1(
    type,
    'object',
    '文件的最外层不是一份报告。请用花括号 { } 包住整份报告,一份文件只放一份报告。',
    'What the document holds is no report. Put the whole report into braces { }, one report per document.',
  );
}

export function tooCostly(): Finding {
  return s1(
    null,
    null,
    '正文太长且重复,无法核对其中的件数。正文应为总体情况、问题和其他事项的文字说明:请删去重复的段落、清单和附表,精简后重新上传。',
    'The narrative is too long and repetitive: the counts that it states can not be checked. It should describe overview, problems and other matters; leave out repeated passages, lists and annexes and upload again.',
  );
}

const startsWith = (bytes: Uint8Array, ...head: readonly number[]): boolean =>
  head.every((byte, i) => bytes[i] === byte);

/** Files of other kinds by their first bytes; undefined where none is recognised. */
export function foreignFile(bytes: Uint8Array): Finding | undefined {
  const bom = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
  const first = bytes.find((byte, i) => i >= bom && (byte > 0x20 || byte === 0));
  if (first === undefined)
    return s1(
      null,
      null,
      '文件是空的。请重新导出报告后上传。',
      'The document is empty. Export the report again and upload it.',
    );
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff) || bytes[0] === 0 || bytes[1] === 0)
    return s1(
      'UTF-16',
      'UTF-8',
      '文件是 UTF-16(“Unicode”)编码。请另存为 UTF-8 编码后重新上传。',
      'The document is UTF-16 ("Unicode"). Save it as UTF-8 and upload again.',
    );
  if (startsWith(bytes, 0x50, 0x4b))
    return s1(
      'zip',
      'JSON',
      '这是 Word、Excel 或压缩文件,不能直接报送,改扩展名也不行。请到“报送”页面放入这个文件,得到可以报送的文件。',
      'This is a Word, Excel or zip file: it can not be filed as it is, and renaming does not help. Put it in where reports are filed: what comes of it can be filed.',
    );
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return s1(
      'doc',
      'JSON',
      '这是旧版 Word 或 Excel 文件,不能直接报送,改扩展名也不行。请到“报送”页面放入这个文件,得到可以报送的文件。',
      'This is an old Word or Excel file: it can not be filed as it is, and renaming does not help. Put it in where reports are filed: what comes of it can be filed.',
    );
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46))
    return s1(
      'PDF',
      'JSON',
      '这是 PDF 文件,不能直接报送。请到“报送”页面放入这个文件,得到可以报送的文件。',
      'This is a PDF file: it can not be filed as it is. Put it in where reports are filed: what comes of it can be filed.',
    );
  if (startsWith(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66))
    return s1(
      'RTF',
      'JSON',
      '这是 RTF 文件,不能直接报送。请在 Word 里另存为 .docx,再到“报送”页面放入。',
      'This is an RTF file: it can not be filed as it is. Save it as .docx in Word and put that in where reports are filed.',
    );
  if (first === 0x3c)
    return s1(
      'HTML',
      'JSON',
      '这是网页(HTML 或 XML),不能直接报送。请到“报送”页面放入这个文件,得到可以报送的文件。',
      'This is a page (HTML or XML): it can not be filed as it is. Put it in where reports are filed: what comes of it can be filed.',
    );
  return undefined;
}

/** The bytes are not UTF-8, and no file of a known kind. */
export function notUtf8(): Finding {
  return s1(
    null,
    'UTF-8',
    '文件不是 UTF-8 编码,很可能是 GBK(ANSI)。请另存为 UTF-8 编码后重新上传。',
    'The document is not UTF-8; it is probably GBK (ANSI). Save it as UTF-8 and upload again.',
  );
}

const REASONS: Readonly<Record<FaultReason, Text>> = {
  truncated: {
    zh: '文件在这里中断,后面的内容缺失。请重新导出,确认上传完整',
    en: 'the document breaks off. Export it again and upload all of it',
  },
  'too-deep': {
    zh: `嵌套超过 ${MAX_NESTING} 层。请按报送格式重新生成`,
    en: `nesting exceeds ${MAX_NESTING} levels. Make the document anew, by the format`,
  },
  'key-expected': {
    zh: '此处应为带半角双引号的项目名称(最后一项之后不能有逗号)',
    en: 'an item’s name in double quotes is due (no comma after the last one)',
  },
  'colon-expected': { zh: '项目名称之后应为半角冒号', en: 'a colon is due after an item’s name' },
  'comma-expected': {
    zh: '此处应为半角逗号或右括号,可能漏写了逗号、引号或括号',
    en: 'a comma or a closing bracket is due: a comma, quote or bracket may be missing',
  },
  'value-expected': {
    zh: '此处应为数字,或带半角双引号的文字;没有的数填 0',
    en: 'a number is due, or text in double quotes; write 0 for none',
  },
  'bad-number': {
    zh: '数字写法不正确:不能有前导 0、千分位逗号、单位或公式',
    en: 'not a number: no leading zeros, separators, units or formulas',
  },
  'bad-escape': {
    zh: '反斜杠后的写法不正确:文字中的反斜杠要写成 \\\\',
    en: 'a wrong escape: write a backslash in text as \\\\',
  },
  'control-character': {
    zh: '文字中有未转义的换行或控制字符:换行要写成 \\n',
    en: 'an unescaped line break or control character in text: write a line break as \\n',
  },
  trailing: {
    zh: '报告结束之后还有内容。一份文件只放一份报告,请删去多余部分',
    en: 'something follows the end of the report. One report per document: remove the rest',
  },
};
/** Full-width punctuation that input methods put for `" ' , : ; { } [ ]` and digits. */
const FULL_WIDTH =
  /[\u2018\u2019\u201C\u201D\u3001\u3002\u300C\u300D\uFF02\uFF07\uFF0C-\uFF0E\uFF10-\uFF1B\uFF3B\uFF3D\uFF5B\uFF5D]/;
const SMART_QUOTE = /[\u201C-\u201F\uFF02]/;

/** Where a text stops being JSON: line and column, both from 1, and what was due there. */
export function brokenSyntax(fault: JsonFault, text: string): Finding {
  const { at } = fault;
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const character = String.fromCodePoint(...[text.codePointAt(at)].filter((unit) => unit !== undefined));
  const invisible = fault.reason === 'control-character' ? undefined : findInvisible(character);
  const { zh, en } = invisible ? tellUnseen(invisible) : REASONS[narrowReason(fault, text)];
  const hint = invisible ? { zh: '', en: '' } : hintFor(fault, text, character);
  return s1(
    invisible ? invisible.code : character === '' ? null : character,
    null,
    `第 ${line} 行第 ${column} 列:${zh}${hint.zh}。`,
    `Line ${line}, column ${column}: ${en}${hint.en}.`,
  );
}

const tellUnseen = ({ name }: InvisibleCharacter): Text => ({
  zh: `这里有一个看不见的字符 ${name.zh},请删去或改成普通空格`,
  en: `an invisible character stands here, ${name.en}: delete it, or make it a plain space`,
});

/** What stands directly behind a number was meant for a part of it: 1,003 or 3件. */
function narrowReason({ reason, at }: JsonFault, text: string): FaultReason {
  const isBehindDigit = /\d$/.test(text.slice(Math.max(0, at - 1), at));
  const isGrouped = reason === 'key-expected' && /\d,$/.test(text.slice(Math.max(0, at - 2), at));
  const isUnit = reason === 'comma-expected' && isBehindDigit && /\p{L}/u.test(text[at] ?? '');
  return (isGrouped && /\d/.test(text[at] ?? '')) || isUnit ? 'bad-number' : reason;
}

function hintFor({ reason, at }: JsonFault, text: string, found: string): Text {
  if (FULL_WIDTH.test(found))
    return {
      zh: `;这里的“${found}”是全角符号,请改成半角`,
      en: `; "${found}" is a full-width character, use the plain one`,
    };
  // A text that should have ended with one goes on to the end of its line.
  const quote =
    reason === 'control-character' && SMART_QUOTE.exec(text.slice(text.lastIndexOf('"', at - 1) + 1, at));
  return quote
    ? {
        zh: `;这段文字里有全角引号“${quote[0]}”,可能应为半角引号 "`,
        en: `; the text holds the full-width quote ${quote[0]}, which may have to be a plain "`,
      }
    : { zh: '', en: '' };
}
