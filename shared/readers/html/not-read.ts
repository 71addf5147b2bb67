import type { TreeElement } from '../tree.ts';

/** Programs, looks, menus, fields, pictures: no part of a report's text. `rt` and `rp` are readings above characters. */
export const NOT_READ: ReadonlySet<string> = new Set(
  (
    'head script style noscript template nav select button datalist svg math iframe object embed canvas audio video ' +
    'map textarea rt rp title meta link xml'
  ).split(' '),
);

export const isHidden = ({ attributes }: TreeElement): boolean =>
  'hidden' in attributes || /display\s*:\s*none/iu.test(attributes['style'] ?? '');
