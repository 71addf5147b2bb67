import { findChild, type TreeElement } from '../tree.ts';

const NOTHING: TreeElement = { name: '', attributes: {}, children: [] };

/** The same thing for newer and for older programs: read once. */
export const chooseAlternative = (alternatives: TreeElement): TreeElement =>
  findChild(alternatives, 'Choice') ?? findChild(alternatives, 'Fallback') ?? NOTHING;
