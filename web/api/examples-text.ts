import { makeExampleAnswers } from './example-answers.ts';
import { OPERATIONS } from './operations.ts';

/** Beside this file; the site and docs/ show it. */
export const EXAMPLES_FILE = 'examples.json';

export const examplesText = async (): Promise<string> =>
  `${JSON.stringify(await makeExampleAnswers(OPERATIONS), shortened, 2)}\n`;

/** The first two of each list show what is in it. */
const SHOWN = 2;
const shortened = (_key: string, value: unknown): unknown =>
  Array.isArray(value) ? value.slice(0, SHOWN) : value;
