/** A column's letters as its number, from 1: A is 1, AA 27. */
export function countColumns(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
