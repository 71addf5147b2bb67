/** Why nothing can be made of a file, and what helps. */
import type { Text } from '../basics/text.ts';
import type { Refusal } from './conversion.ts';

interface RefusalWords {
  readonly reason: Text;
  readonly cure: Text;
}

const text = (zh: string, en: string): Text => ({ zh, en });
const words = (reason: Text, cure: Text): RefusalWords => ({ reason, cure });

const ASK_FOR_WORD = text(
  '请向起草人索取 Word 或 WPS 原文件。',
  'Ask whoever wrote the report for the Word or WPS file.',
);
const SAVE_AGAIN = text(
  '请在 Word 或 WPS 中打开，另存为 .docx，再试一次。',
  'Open it in Word or WPS, save it as .docx and try again.',
);

export const REFUSAL_WORDS: Readonly<Record<Refusal, RefusalWords>> = {
  empty: words(
    text('文件是空的。', 'The file is empty.'),
    text('请确认选对了文件。', 'See whether it is the right file.'),
  ),
  'too-large': words(
    text('文件太大，不像一份年度报告。', 'The file is too large for an annual report.'),
    text(
      '请去掉图片和附件，只留报告正文和表格，再试一次。',
      'Take out pictures and attachments, keep the text and the tables, and try again.',
    ),
  ),
  'unknown-kind': words(
    text('认不出这是哪一种文件。', 'This kind of file is not known.'),
    text(
      '可以读 Word、WPS、Excel、PDF、网页和文本文件；请另存为其中一种。',
      'Word, WPS, Excel, PDF, web pages and text files can be read: save it as one of these.',
    ),
  ),
  damaged: words(text('文件已损坏或不完整。', 'The file is damaged or incomplete.'), SAVE_AGAIN),
  encrypted: words(
    text('文件设有密码。', 'The file is protected by a password.'),
    text(
      '请用密码打开，取消密码后另存，再试一次。',
      'Open it with the password, save it without one, and try again.',
    ),
  ),
  bomb: words(
    text(
      '文件展开后大得异常，为安全起见没有打开。',
      'Unpacked, the file would be abnormally large; it was not opened, to be safe.',
    ),
    SAVE_AGAIN,
  ),
  macros: words(
    text('文件含有宏，为安全起见没有打开。', 'The file contains macros; it was not opened, to be safe.'),
    text(
      '请另存为不含宏的 .docx 或 .xlsx，再试一次。',
      'Save it as .docx or .xlsx without macros and try again.',
    ),
  ),
  'several-files': words(
    text('压缩包里有不止一个可读的文件。', 'The archive holds more than one readable file.'),
    text('请解压后只放入报告那一个。', 'Unpack it and choose the report alone.'),
  ),
  folder: words(
    text('这是一个文件夹。', 'This is a folder.'),
    text('请放入报告文件本身。', 'Choose the report’s file itself.'),
  ),
  scan: words(
    text(
      '这份 PDF 是图片（扫描件），里面没有文字。',
      'This PDF is a picture (a scan): there is no text in it.',
    ),
    ASK_FOR_WORD,
  ),
  'no-character-map': words(
    text(
      '这份 PDF 没有带字符对照表，文字读不出来。',
      'This PDF does not say which characters its signs stand for: its text can’t be read.',
    ),
    ASK_FOR_WORD,
  ),
  'lossy-text': words(
    text(
      '文字已经损坏（乱码或问号），原来的内容找不回来。',
      'The text was damaged (garbled or question marks); what it said is lost.',
    ),
    text(
      '请用原文件，或从原网页重新复制。',
      'Use the original file, or copy it again from the original page.',
    ),
  ),
  'not-a-report': words(
    text(
      '这不像政府信息公开工作年度报告。',
      'This does not look like an annual report on government information disclosure.',
    ),
    text('请确认选对了文件。', 'See whether it is the right file.'),
  ),
  'no-tables': words(
    text(
      '只有标题或正文，没有找到报告的表格。',
      'There is only a title or text: the report’s tables were not found.',
    ),
    text(
      '报告可能在附件里：请放入附件，或包含表格的文件。',
      'The report may be an attachment: choose that, or a file that has the tables.',
    ),
  ),
  'blank-form': words(
    text('这是一份空白表，没有填写数字。', 'This is a blank form: no figures are filled in.'),
    text(
      '请放入填好的报告；确实全部为 0 的，请在表中填 0，或直接在网页上填写。',
      'Choose the filled-in report; where everything is 0, write 0 into the form, or fill it in on the page.',
    ),
  ),
  'several-years': words(
    text(
      '文件里有不止一年的报告（或两年对比）。',
      'The file holds the reports of more than one year, or compares two.',
    ),
    text('请只留下要报送的那一年，再试一次。', 'Keep only the year that is to be filed and try again.'),
  ),
  'cut-off': words(
    text(
      '文字没有完，后面的表格不在文件里。',
      'The text breaks off: the tables that follow are not in the file.',
    ),
    text(
      '请放入完整的文件，或从原网页重新复制全文。',
      'Choose the whole file, or copy the whole text again from the page.',
    ),
  ),
  'lines-dropped': words(
    text(
      '提取文字时重复的行被去掉了，表中的数字已经丢失。',
      'Lines that repeat were dropped when the text was extracted: the figures of the tables are lost.',
    ),
    text(
      '请用原文件，或从原网页重新复制全文。',
      'Use the original file, or copy the whole text again from the page.',
    ),
  ),
  'torn-columns': words(
    text(
      '提取文字时表格被打散，数字与行名对不上。',
      'The tables were torn apart when the text was extracted: the figures no longer stand at their rows.',
    ),
    text(
      '请直接放入原来的 PDF 或 Word 文件，不要用转出的文字。',
      'Choose the PDF or Word file itself instead of the text made from it.',
    ),
  ),
  'too-costly': words(
    text('文件过于复杂，没能读完。', 'The file is too complex: it could not be read to its end.'),
    SAVE_AGAIN,
  ),
};
