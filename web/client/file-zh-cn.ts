import { LOOK_ZH_CN } from '../file/look-zh-cn.ts';
import { fileZhCn } from '../texts/file-zh-cn.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { startFilePage } from './file.tsx';

startFilePage('zh-CN', { t: zhCn, file: fileZhCn, ...LOOK_ZH_CN });
