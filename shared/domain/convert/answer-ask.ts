/** A draft with what a person answered. */
import type { DraftDocument } from './conversion.ts';

/** `values`: one for each of `cells`, JSON Pointers of the document. */
export function answerAsk(
  document: DraftDocument,
  cells: readonly string[],
  values: readonly (number | string | boolean)[],
): DraftDocument {
  let answered = document;
  for (const [i, path] of cells.entries()) {
    const value = values[i];
    if (value !== undefined) answered = setAt(answered, path.slice(1).split('/'), value);
  }
  return answered;
}

const isObject = (value: unknown): value is DraftDocument => typeof value === 'object' && value !== null;

function setAt(node: DraftDocument, keys: readonly string[], value: unknown): DraftDocument {
  const [key = '', ...rest] = keys;
  const child = node[key];
  return { ...node, [key]: rest.length === 0 ? value : setAt(isObject(child) ? child : {}, rest, value) };
}
