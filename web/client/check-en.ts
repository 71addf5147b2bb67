import { en } from '../texts/en.ts';
import { startCheckPage } from './check.tsx';

startCheckPage('en', en);
