/** A tree of elements as office files and pages need it: read by htmlparser2's events, with limits. */
import { Parser } from 'htmlparser2';
import { LIMITS } from './limits.ts';
import { RefusedError } from './refused.ts';

/** An element; its name is in lower case in HTML, and without its prefix in XML. */
export interface TreeElement {
  readonly name: string;
  /** XML: by local name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (TreeElement | string)[];
}

/** Prefixes differ from writer to writer; no two names of one format that are read here differ by prefix alone. */
export function parseXml(text: string): TreeElement {
  // Office files declare no entities; who does wants them to be expanded.
  if (text.includes('<!ENTITY')) throw new RefusedError('bomb', 'entities declared');
  const tree = new TreeBuilder(stripPrefix);
  const parser = new Parser(tree.handler, { xmlMode: true, decodeEntities: true });
  parser.end(text);
  return tree.root;
}

/** Forgiving, as browsers are, where cells and rows are not closed. */
export function parseHtml(text: string): TreeElement {
  const tree = new TreeBuilder((name) => name);
  const parser = new Parser(
    {
      ...tree.handler,
      onopentag(name, attributes) {
        tree.closeTableParts(name);
        tree.handler.onopentag(name, attributes);
      },
    },
    { decodeEntities: true },
  );
  parser.end(text);
  return tree.root;
}

/** The elements among an element's children. */
export const listElements = ({ children }: TreeElement): TreeElement[] =>
  children.filter((child) => typeof child !== 'string');

export const findChild = (element: TreeElement, name: string): TreeElement | undefined =>
  listElements(element).find((child) => child.name === name);

/** The first element of the name, in reading order, at any depth. */
export function findElement(element: TreeElement, name: string): TreeElement | undefined {
  for (const child of listElements(element)) {
    const found = child.name === name ? child : findElement(child, name);
    if (found) return found;
  }
  return undefined;
}

/** All text within, as it stands. */
export const readText = (element: TreeElement): string =>
  element.children.map((child) => (typeof child === 'string' ? child : readText(child))).join('');

const stripPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

/** What a new part of a table closes, up to the table that it belongs to. */
const SECTIONS = ['tbody', 'thead', 'tfoot'];
const CLOSED_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ['td', ['td', 'th']],
  ['th', ['td', 'th']],
  ['tr', ['tr']],
  ...SECTIONS.map((name): [string, string[]] => [name, SECTIONS]),
]);

class TreeBuilder {
  readonly root: TreeElement = { name: '', attributes: {}, children: [] };
  readonly #open: TreeElement[] = [this.root];
  readonly #rename: (name: string) => string;
  #elements = 0;

  constructor(rename: (name: string) => string) {
    this.#rename = rename;
  }

  readonly handler = {
    onopentag: (name: string, attributes: Readonly<Record<string, string>>): void => {
      this.#elements++;
      if (this.#elements > LIMITS.elements || this.#open.length > LIMITS.depth) {
        throw new RefusedError('bomb', `more than ${LIMITS.elements} elements, or ${LIMITS.depth} deep`);
      }
      const renamed = Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [this.#rename(key), value]),
      );
      const element: TreeElement = { name: this.#rename(name), attributes: renamed, children: [] };
      this.#top.children.push(element);
      this.#open.push(element);
    },
    ontext: (text: string): void => {
      const { children } = this.#top;
      const last = children.at(-1);
      if (typeof last === 'string') children[children.length - 1] = last + text;
      else children.push(text);
    },
    onclosetag: (name: string): void => {
      const wanted = this.#rename(name);
      // A table keeps what is open outside of it open.
      const at = this.#open.findLastIndex((open) => open.name === wanted || open.name === 'table');
      if (at > 0 && this.#open[at]?.name === wanted) this.#open.length = at;
    },
  };

  closeTableParts(name: string): void {
    const closed = CLOSED_BY.get(name);
    if (!closed) return;
    const table = this.#open.findLastIndex((open) => open.name === 'table');
    const at = this.#open.findIndex((open, i) => i > table && closed.includes(open.name));
    if (at > 0 && table >= 0) this.#open.length = at;
  }

  get #top(): TreeElement {
    return this.#open.at(-1) ?? this.root;
  }
}
