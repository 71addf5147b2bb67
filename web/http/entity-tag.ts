/**
 * `W/"<data>.<frame>"`: what an answer is made of, and everything else that it depends on (language, day, the code that
 * made it). Weak: packing on the way makes other bytes of it, and a page's instant is its reader's. A page that stands
 * open compares the first half: another deployment is no news about figures.
 */
export const makeEntityTag = (data: string, frame: string): string => `W/"${data}.${frame}"`;

/** RFC 9110, 13.1.2: whether the reader's copy is this one. */
export function isHeld(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((held) => opaque(held.trim()) === opaque(tag));
}

const opaque = (tag: string): string => tag.replace(/^W\//, '');
