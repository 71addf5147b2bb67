/** What every view of the third step needs: the reader's language with all its words. */
import type { FileLookTexts } from '../../texts/file-look-zh-cn.ts';
import type { Wording } from '../../site/page-context.ts';
import type { RowHelps } from './row-help.ts';

export interface LookPage extends Wording {
  readonly look: FileLookTexts;
  readonly helps: RowHelps;
}
