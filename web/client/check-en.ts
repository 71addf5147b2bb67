import { en } from '../texts/en.ts';
import { fileLookEn } from '../texts/file-look-en.ts';
import { startCheckPage } from './check.tsx';

startCheckPage('en', en, fileLookEn);
