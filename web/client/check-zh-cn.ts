import { fileLookZhCn } from '../texts/file-look-zh-cn.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { startCheckPage } from './check.tsx';

startCheckPage('zh-CN', zhCn, fileLookZhCn);
