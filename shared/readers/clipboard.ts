/** What was pasted: the page or table that was copied, where the clipboard has it as such, else its text. */
import { readHtml } from './html/html.ts';
import { LIMITS } from './limits.ts';
import type { ReadResult } from './read-result.ts';
import { RefusedError } from './refused.ts';
import { guard } from './guard.ts';
import { readJson } from './text/json.ts';
import { repairMojibake } from './text/mojibake.ts';
import { readMarkup } from './read-text-file.ts';

interface Pasted {
  readonly html?: string;
  readonly text?: string;
}

export async function readClipboard({ html = '', text = '' }: Pasted): Promise<ReadResult> {
  if (html.length + text.length > LIMITS.textLength) return { kind: 'refused', refusal: 'too-large' };
  if (html.trim() !== '') {
    const read = await guard('html', () => ({ kind: 'layout', layout: readHtml(html) }));
    const isUsable = read.kind === 'layout' && read.layout.blocks.length > 0;
    if (isUsable || text.trim() === '') return read;
  }
  return guard('text', () => {
    if (text.trim() === '') throw new RefusedError('empty');
    if (readJson(text)?.kind === 'document')
      return { kind: 'document', bytes: new TextEncoder().encode(text) };
    return { kind: 'layout', layout: readMarkup(repairMojibake(text)) };
  });
}
