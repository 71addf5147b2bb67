import { ASK_WORDS } from '../shared/domain/convert/ask-words.ts';
import type { Ask } from '../shared/domain/convert/conversion.ts';

/** Why something is asked, and what the file has there, as lines: on the screen, in the list beside a draft. */
export const describeAsk = ({ why, text }: Ask): readonly string[] => [
  ASK_WORDS[why].zh,
  ASK_WORDS[why].en,
  ...(text === '' ? [] : [`「${text}」`]),
];
