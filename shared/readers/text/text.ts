/** Text as it came, line by line: .txt, .md, and what was pasted without a structure. */
import type { Layout } from '../../domain/convert/layout.ts';
import { BlockList } from '../block-list.ts';
import { refuseLostText } from './mojibake.ts';

export function readPlainText(text: string): Layout {
  refuseLostText(text);
  const list = new BlockList();
  const lines = text.replace(CONDITIONAL, '').split(/\r\n|[\n\r\u2028\u2029]/u);
  for (const [i, line] of lines.entries()) list.addText(line, { line: i + 1 });
  return { kind: 'text', blocks: list.blocks };
}

/** What Word writes around list numbers, where a page's source was taken for its text. */
const CONDITIONAL = /<!--\[(?:if [^\]]*|endif)\]-->|<!\[(?:if [^\]]*|endif)\]>/gu;
