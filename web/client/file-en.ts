import { en } from '../texts/en.ts';
import { fileEn } from '../texts/file-en.ts';
import { startFilePage } from './file.tsx';

startFilePage('en', {
  t: en,
  file: fileEn,
  loadLook: async () => (await import('../file/look/look-en.ts')).LOOK_EN,
});
