/** The overlapping pieces by which texts are compared. */

/** Five Chinese characters are two or three words: rarely shared by chance, and few are lost to one changed word. */
export const SHINGLE = 5;

export function cutShingles(text: string): string[] {
  const count = Math.max(0, text.length - SHINGLE + 1);
  return Array.from({ length: count }, (_, at) => text.slice(at, at + SHINGLE));
}
