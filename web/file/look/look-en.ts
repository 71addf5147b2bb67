import { fileLookEn } from '../../texts/file-look-en.ts';
import { fileSendEn } from '../../texts/file-send-en.ts';
import { ROW_HELPS_EN } from './row-help-en.ts';

/** All English words of the steps that are fetched once there is a report. */
export const LOOK_EN = { look: fileLookEn, helps: ROW_HELPS_EN, send: fileSendEn };
