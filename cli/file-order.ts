/** The order of files in a folder, as people number them: 2024.json, 2024.2.json, 2024.10.json. */

/** Digits are compared as numbers, an ending `.json` is no part of a name. */
export function compareFiles(a: string, b: string): number {
  const [left, right] = [piecesIn(a), piecesIn(b)];
  for (const [i, piece] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    // Pieces take turns: text, digits, text.
    const difference = i % 2 === 1 ? compareDigits(piece, other) : compareTexts(piece, other);
    if (difference !== 0) return difference;
  }
  return left.length - right.length || compareTexts(a, b);
}

const piecesIn = (file: string): string[] => file.replace(/\.json$/i, '').split(/(\d+)/);

function compareDigits(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || compareTexts(left, right);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
