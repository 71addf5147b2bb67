import { ROW_HELP_EN } from '../file/row-help-en.ts';
import { fileLookEn } from '../texts/file-look-en.ts';
import { fileEn } from '../texts/file-en.ts';
import { en } from '../texts/en.ts';
import { startFilePage } from './file.tsx';

startFilePage('en', { t: en, file: fileEn, look: fileLookEn, helps: ROW_HELP_EN });
