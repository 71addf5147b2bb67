/** A page's text that a program holds in quotes, as sites have it that draw their articles by script. */
import { unescapeMarkup } from './escaped-markup.ts';

/** The longest string with a table in it; `undefined` where no program holds one. */
export function findQuotedPage(program: string): string | undefined {
  let longest = '';
  for (const literal of listLiterals(program)) {
    if (literal.length > longest.length && ESCAPED_TABLE.test(literal)) longest = literal;
  }
  return longest === '' ? undefined : unescape(longest);
}

const QUOTES: ReadonlySet<string> = new Set(['"', "'", '`']);

/** What stands in quotes. Step by step: a pattern would look for the end of each quote to the end of the file. */
function* listLiterals(program: string): Generator<string> {
  for (let at = 0; at < program.length; at++) {
    const quote = program.charAt(at);
    if (!QUOTES.has(quote)) continue;
    let end = at + 1;
    while (end < program.length && program[end] !== quote && (quote === '`' || program[end] !== '\n')) {
      end += program[end] === '\\' ? 2 : 1;
    }
    if (program[end] === quote) yield program.slice(at + 1, end);
    at = end;
  }
}

const ESCAPED_TABLE = /(?:<|\\u003c|\\x3c|&lt;)table\b/iu;

const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\n', t: '\t', b: '', f: '', v: '' };

function unescape(text: string): string {
  const written = text.replace(
    /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))/giu,
    (_, braced?: string, four?: string, two?: string, one?: string) => {
      const code = braced ?? four ?? two;
      if (code === undefined) return NAMED[one ?? ''] ?? one ?? '';
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '';
    },
  );
  return /<table\b/iu.test(written) ? written : unescapeMarkup(written);
}
