/** Every sentence that a source file holds: string literals, templates without what is put in, and text between tags. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

interface Sentence {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Words for people have a space or a Chinese character in them; keys, classes and paths have not. */
const FOR_PEOPLE = /\p{Script=Han}|\p{L}[\p{L},.;:’]* \p{L}/u;

export function readSentences(file: string): Sentence[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: Sentence[] = [];
  const visit = (node: ts.Node): void => {
    const text = textIn(node);
    if (text !== undefined && FOR_PEOPLE.test(text))
      found.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    if (!ts.isTemplateExpression(node)) ts.forEachChild(node, visit);
    else node.templateSpans.forEach(({ expression }) => visit(expression));
  };
  visit(source);
  return found;
}

function textIn(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
  return undefined;
}
