/** Just enough of HTML to read what a page of ours says. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** Text without tags, white space folded; no-break spaces become spaces. */
export function textOf(html: string): string {
  return html
    .replace(/<script[\s\S]*?<\/script>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

/** The cells of every table row of the page, as texts. */
export function rowsIn(html: string): string[][] {
  return [...html.matchAll(/<tr[\s>][\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd][\s>][\s\S]*?<\/t[hd]>/g)].map(([cell]) => textOf(cell)),
  );
}

/** The first row whose first cell starts with a text. */
export function rowOf(html: string, head: string): string[] {
  const found = rowsIn(html).find(([first]) => first?.startsWith(head));
  if (!found) throw new Error(`no row ${head} among ${JSON.stringify(rowsIn(html).map(([first]) => first))}`);
  return found;
}

/** What stands between the tags of an element with an id. */
export function elementWithId(html: string, id: string): string {
  const [, tag, inside] = new RegExp(`<(\\w+)[^>]*\\sid="${id}"[^>]*>([\\s\\S]*?)</\\1>`).exec(html) ?? [];
  if (tag === undefined || inside === undefined) throw new Error(`no element with id ${id}`);
  return inside;
}
