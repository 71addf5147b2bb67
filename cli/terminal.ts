/**
 * All that the commands print goes through here. Control sequences of documents, names and files are shown.
 */
import { styleText } from 'node:util';
import { showControls, showControlsInLines } from '../shared/domain/basics/shown-controls.ts';
import { EXIT } from './exit-codes.ts';

export type Colour = 'green' | 'red' | 'yellow' | 'cyan';
/** Words of a line in a colour, where the terminal has colours. */
export interface Coloured {
  readonly colour: Colour;
  readonly words: string;
}
type Words = string | Coloured;

const shownLine = (words: readonly Words[]): string =>
  `${words
    .map((some) =>
      typeof some === 'string' ? showControls(some) : styleText(some.colour, showControls(some.words)),
    )
    .join('')}\n`;

/** One line on stdout. */
export function sayLine(...words: readonly Words[]): void {
  process.stdout.write(shownLine(words));
}

/** One line on stderr. */
export function warnLine(...words: readonly Words[]): void {
  process.stderr.write(shownLine(words));
}

/** A text of several lines on stdout: a table, a CSV file. JSON means the same afterwards. */
export function sayText(text: string): void {
  process.stdout.write(showControlsInLines(text));
}

/** A text of several lines on stderr. */
export function warnText(text: string): void {
  process.stderr.write(showControlsInLines(text));
}

/**
 * A reader that has seen enough (`| head -1`) ends nothing: the work goes on, unread, and its exit code holds. What can't be
 * written for another reason, a full disk, is said and is a failure.
 */
export function outliveOutput(): void {
  let failed = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || failed) return;
    failed = true;
    warnLine(`gouji: 输出无法写入 / the output can’t be written: ${error.message}`);
  });
  process.stderr.on('error', () => undefined);
  process.on('exit', () => {
    if (failed) process.exitCode = EXIT.failure;
  });
}
