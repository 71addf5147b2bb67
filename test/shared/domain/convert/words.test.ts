import { expect, test } from 'vitest';
import { ASK_WORDS } from '../../../../shared/domain/convert/ask-words.ts';
import { ASK_REASONS, REFUSALS } from '../../../../shared/domain/convert/conversion.ts';
import { NOTE_REASONS, NOTE_WORDS } from '../../../../shared/domain/convert/note-words.ts';
import { REFUSAL_WORDS } from '../../../../shared/domain/convert/refusal-words.ts';

const HAN = /[\u4e00-\u9fff]/;
const OF_PROGRAMMERS = /JSON|null|undefined|parse|token|pointer|exception|syntax/i;
const ALL = [
  ...ASK_REASONS.map((reason) => ASK_WORDS[reason]),
  ...NOTE_REASONS.map((reason) => NOTE_WORDS[reason]),
  ...REFUSALS.flatMap((refusal) => [REFUSAL_WORDS[refusal].reason, REFUSAL_WORDS[refusal].cure]),
];

test('everything that is asked, noted or refused is said in both languages, in a clerk’s words', () => {
  expect(ALL.length).toBeGreaterThan(50);
  for (const { zh, en } of ALL) {
    expect(zh).toMatch(HAN);
    expect(zh).toMatch(/。$/);
    expect(en).toMatch(/\.$/);
    expect(en.replaceAll(/“\/”|“-”/g, '')).not.toMatch(HAN);
    expect(zh + en).not.toMatch(OF_PROGRAMMERS);
  }
});
