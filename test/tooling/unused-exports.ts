/** Which exports no other file imports: the word says that somebody does. */
import { posix } from 'node:path';
import ts from 'typescript';

/** Names that a file exports, and what it imports from files beside it (`*`: all that is there). */
interface Traffic {
  readonly exported: ReadonlySet<string>;
  readonly imported: readonly { readonly from: string; readonly name: string }[];
}

/** `file#name` of each, in order. `files`: texts by their paths; `isEntry`: read by something that imports nothing. */
export function findUnusedExports(
  files: ReadonlyMap<string, string>,
  isEntry: (path: string) => boolean,
): string[] {
  const traffic = new Map([...files].map(([path, text]) => [path, readTraffic(path, text)]));
  const used = new Set(
    [...traffic.values()].flatMap(({ imported }) => imported.map(({ from, name }) => `${from}#${name}`)),
  );
  return [...traffic]
    .filter(([path]) => !isEntry(path) && !used.has(`${path}#*`))
    .flatMap(([path, { exported }]) => [...exported].map((name) => `${path}#${name}`))
    .filter((one) => !used.has(one))
    .sort();
}

function readTraffic(path: string, text: string): Traffic {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const exported = new Set<string>();
  const imported: { from: string; name: string }[] = [];
  const take = (specifier: ts.Node | undefined, names: readonly string[]): void => {
    if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return;
    const from = posix.join(posix.dirname(path), specifier.text);
    for (const name of names) imported.push({ from, name });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) take(node.moduleSpecifier, namesImported(node.importClause));
    else if (ts.isExportDeclaration(node)) {
      const { exportClause } = node;
      const named = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : undefined;
      take(
        node.moduleSpecifier,
        named?.map(({ propertyName, name }) => (propertyName ?? name).text) ?? ['*'],
      );
      for (const { name } of named ?? []) exported.add(name.text);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      take(node.argument.literal, ['*']);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      take(node.arguments[0], ['*']);
    else if (ts.isStatement(node)) for (const name of namesExported(node)) exported.add(name);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { exported, imported };
}

function namesImported(clause: ts.ImportClause | undefined): readonly string[] {
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) return ['*'];
  const named = bindings?.elements.map(({ propertyName, name }) => (propertyName ?? name).text) ?? [];
  return clause?.name ? ['default', ...named] : named;
}

function namesExported(node: ts.Statement): readonly string[] {
  if (!ts.canHaveModifiers(node)) return [];
  const kinds = ts.getModifiers(node)?.map(({ kind }) => kind) ?? [];
  if (!kinds.includes(ts.SyntaxKind.ExportKeyword) || kinds.includes(ts.SyntaxKind.DefaultKeyword)) return [];
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node);
  return isNamed && node.name ? [node.name.text] : [];
}
