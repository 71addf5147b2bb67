import { ROW_HELP_ZH } from '../file/row-help-zh.ts';
import { fileLookZhCn } from '../texts/file-look-zh-cn.ts';
import { fileZhCn } from '../texts/file-zh-cn.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { startFilePage } from './file.tsx';

startFilePage('zh-CN', { t: zhCn, file: fileZhCn, look: fileLookZhCn, helps: ROW_HELP_ZH });
