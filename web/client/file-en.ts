import { LOOK_EN } from '../file/look-en.ts';
import { fileEn } from '../texts/file-en.ts';
import { en } from '../texts/en.ts';
import { startFilePage } from './file.tsx';

startFilePage('en', { t: en, file: fileEn, ...LOOK_EN });
