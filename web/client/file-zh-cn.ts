import { fileZhCn } from '../texts/file-zh-cn.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { startFilePage } from './file.tsx';

startFilePage('zh-CN', {
  t: zhCn,
  file: fileZhCn,
  loadLook: async () => (await import('../file/look/look-zh-cn.ts')).LOOK_ZH_CN,
});
