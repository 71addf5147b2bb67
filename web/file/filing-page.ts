/** What the views of the page's later steps need: the reader's language with its words. */
import type { FileTexts } from '../texts/file-zh-cn.ts';
import type { Wording } from '../site/page-context.ts';

export interface FilingPage extends Wording {
  readonly file: FileTexts;
}
