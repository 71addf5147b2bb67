/**
 * What programs are answered over the demonstration, against what they were answered before: API, exports, the command
 * line, and what lies in the bucket. The fixture has a line for each address.
 */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askDemonstration } from './ask-demonstration.ts';
import { fileDemonstration, type FiledDemonstration } from './filed-demonstration.ts';
import { tellAnswer, type PlainAnswer } from './plain-answer.ts';

const FIXTURE = new URL('../fixtures/answers.txt', import.meta.url);

let filed: FiledDemonstration;
beforeAll(async () => {
  filed = await fileDemonstration();
});
afterAll(() => filed.engines.stop());

it('gives programs the answers that they were given before', { timeout: 180_000 }, async () => {
  const answers = await askDemonstration(filed);
  const told = answers.map(tellAnswer);
  const before = readFileSync(FIXTURE, 'utf8').trimEnd().split('\n');
  const changed = [...new Set([...told, ...before])].filter(
    (line) => !(told.includes(line) && before.includes(line)),
  );
  const kept =
    process.env['ANSWERS_TO'] ?? (changed.length > 0 ? mkdtempSync(join(tmpdir(), 'answers-')) : '');
  if (kept !== '') keepAnswers(kept, answers, told);
  expect([...new Set(changed.map(addressIn))], explain(kept)).toEqual([]);
});

const addressIn = (line: string): string => line.split(' ')[0] ?? '';

/** For a person to compare: each answer as a text, and the fixture as it would be. */
function keepAnswers(folder: string, answers: readonly PlainAnswer[], told: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { address, text } of answers)
    writeFileSync(join(folder, `${decodeURIComponent(address).replaceAll(/[/?:*]/g, '_')}.txt`), text);
  writeFileSync(join(folder, 'answers.txt'), `${told.join('\n')}\n`);
}

const explain = (
  folder: string,
): string => `these addresses are answered otherwise than test/fixtures/answers.txt says.
What they answer now lies in ${folder}. To see the difference, run this test on the commit before with
ANSWERS_TO=/tmp/before, and \`diff -r /tmp/before ${folder}\`. Is it meant? Then accept it, and tell it in CHANGELOG.md:
cp ${folder}/answers.txt test/fixtures/answers.txt
`;
