/** What an exported function's name looks like: the code reads aloud where it begins with a verb. */
import ts from 'typescript';

type NameShape = 'verb' | 'of' | 'other';

/** Words that functions of this project begin with. A new one belongs here when it says what the function does. */
const VERBS = new Set(
  `
    add allow answer apply arrange balances bench bind build bundle can check choose clean collect compare
    complain compose compute confirm connect correct count create decide decode describe diff digest draw
    encode end enrol enter exists extract fetch fill find flush fold follow forget format generate
    group has hash hide holds index is isolate join keep lay link list listen load locate lock log make map
    measure merge migrate name narrate needs nest observe open order outlive pair parse patch pick place
    plan preview print provision rank read rebuild receive recheck recognise recompute reconcile
    record refuse reindex reject replace replay restore retry round route run save say search select
    send serve set shorten show spell split spread start stop store stream sum summarise take tally
    tell total trace translate typeset undo upload validate verify waits walk warn withdraw write`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);

function tellNameShape(name: string): NameShape {
  if (name.endsWith('Of')) return 'of';
  const [first = ''] = /^[a-z]+/u.exec(name) ?? [];
  return VERBS.has(first) ? 'verb' : 'other';
}

/** Exported functions by name, from one file. Components (PascalCase) are things and are left out. */
function listExportedFunctions(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter((statement) => isExported(statement))
    .flatMap((statement) => listFunctions(statement))
    .filter((name) => /^[a-z]/u.test(name));
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function listFunctions(statement: ts.Statement): string[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    ts.isIdentifier(name) &&
    initializer &&
    (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
      ? [name.text]
      : [],
  );
}

type NameCounts = Readonly<Record<NameShape, readonly string[]>>;

/** All names of several files (texts by their paths), by shape, each as `path#name`. Overloads count once. */
export function sortFunctionNames(files: ReadonlyMap<string, string>): NameCounts {
  const sorted: Record<NameShape, string[]> = { verb: [], of: [], other: [] };
  for (const [path, text] of files)
    for (const name of new Set(listExportedFunctions(path, text)))
      sorted[tellNameShape(name)].push(`${path}#${name}`);
  return sorted;
}
