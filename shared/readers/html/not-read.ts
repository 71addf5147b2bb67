import type { TreeElement } from '../tree.ts';

/** Programs, looks, menus, fields, pictures: no part of a report's text. `rt` and `rp` are readings above characters, `del` what was deleted. */
export const NOT_READ: ReadonlySet<string> = new Set(
  (
    'head script style noscript template nav select button datalist svg math iframe object embed canvas audio video ' +
    'map rt rp title meta link xml del'
  ).split(' '),
);

/** Struck out by hand, or a mark above the line: it may not count. */
export const isSetApart = ({ name, attributes }: TreeElement): boolean =>
  ['s', 'strike', 'sup', 'sub'].includes(name) ||
  /line-through|vertical-align\s*:\s*(?:super|sub)\b/iu.test(attributes['style'] ?? '');

export const isHidden = ({ attributes }: TreeElement): boolean =>
  'hidden' in attributes ||
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![\d.])/iu.test(attributes['style'] ?? '');
