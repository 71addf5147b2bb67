import type { FileSendTexts } from '../../texts/file-send-zh-cn.ts';
import type { FilingPage } from '../filing-page.ts';

/** What the views of filing need: the reader's language with its words. */
export interface SendPage extends FilingPage {
  readonly send: FileSendTexts;
}
