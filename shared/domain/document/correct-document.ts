/** Changes figures of a document where they stand. */
import type { Change } from '../findings/suspect.ts';
import { locateValues, replaceValues } from './replace-values.ts';

/**
 * The document with the values changed; a key that stands twice is changed at both places. Undefined where the document
 * can't be read, or does not state one of the cells, so that there is nothing to change.
 */
export function correctDocument(
  bytes: Uint8Array,
  changes: readonly Pick<Change, 'path' | 'value'>[],
): Uint8Array | undefined {
  const values = new Map(changes.map(({ path, value }) => [path, String(value)]));
  const places = locateValues(bytes, { inArrays: false })?.flatMap((place) => {
    const json = values.get(place.path);
    return json === undefined ? [] : [{ ...place, json }];
  });
  if (!places || new Set(places.map(({ path }) => path)).size < values.size) return undefined;
  return replaceValues(bytes, places);
}
