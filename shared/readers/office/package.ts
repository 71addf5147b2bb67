/** What Word's, Excel's and WPS' archives have in common: parts that name others. */
import { parseXml, type TreeElement } from '../tree.ts';
import type { Archive } from '../zip/archive.ts';

/** The part that everything hangs on; some writers call it otherwise. */
export async function findMainPart(archive: Archive, usual: string): Promise<string> {
  const relations = await readRelations(archive, '');
  const main = relations.find(({ type }) => type.endsWith('/officeDocument'));
  return main && archive.has(main.target) ? main.target : usual;
}

export interface Relation {
  readonly id: string;
  readonly type: string;
  /** The name of the part in the archive. */
  readonly target: string;
}

/** What a part names; none where it names nothing. What lies outside of the archive is never followed. */
export async function readRelations(archive: Archive, part: string): Promise<Relation[]> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const name = `${folder}_rels/${part.slice(slash)}.rels`;
  if (!archive.has(name)) return [];
  return listAll(parseXml(await archive.readText(name)), 'Relationship')
    .filter(({ attributes }) => attributes['TargetMode'] !== 'External')
    .map(({ attributes }) => ({
      id: attributes['Id'] ?? '',
      type: attributes['Type'] ?? '',
      target: resolve(folder, attributes['Target'] ?? ''),
    }));
}

function listAll(element: TreeElement, name: string): TreeElement[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return child.name === name ? [child, ...listAll(child, name)] : listAll(child, name);
  });
}

function resolve(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}
