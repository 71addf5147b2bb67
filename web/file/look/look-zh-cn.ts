import { fileLookZhCn } from '../../texts/file-look-zh-cn.ts';
import { fileSendZhCn } from '../../texts/file-send-zh-cn.ts';
import { ROW_HELPS_ZH } from './row-help-zh.ts';

/** All Chinese words of the steps that are fetched once there is a report. */
export const LOOK_ZH_CN = { look: fileLookZhCn, helps: ROW_HELPS_ZH, send: fileSendZhCn };
