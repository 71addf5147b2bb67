import { fileLookEn } from '../../texts/file-look-en.ts';
import { ROW_HELPS_EN } from './row-help-en.ts';

/** All English words of the third step. */
export const LOOK_EN = { look: fileLookEn, helps: ROW_HELPS_EN };
