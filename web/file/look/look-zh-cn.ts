import { fileLookZhCn } from '../../texts/file-look-zh-cn.ts';
import { ROW_HELPS_ZH } from './row-help-zh.ts';

/** All Chinese words of the third step. */
export const LOOK_ZH_CN = { look: fileLookZhCn, helps: ROW_HELPS_ZH };
