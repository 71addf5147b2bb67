/** Stands for a picture, as it does in office files. */
export const PICTURE = '\ufffc';

/** Lines without what surrounds them and without those that are empty; all other spaces stay. */
export const tidyText = (text: string): string => splitLines(text).join('\n');

/** The lines of a text that say something. */
export function splitLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
