/** Which packages go out with this project, in which version and under which licence: read from the lock and what is installed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Dependency {
  readonly name: string;
  readonly version: string;
  /** As SPDX writes it; `undefined` where the package names none. */
  readonly licence: string | undefined;
  /** Named by our package.json, or brought along by another. */
  readonly isDirect: boolean;
}

/** Licences that ask for no more than their text beside the program. */
const ALLOWED: ReadonlySet<string> = new Set([
  ...['MIT', 'MIT-0', 'Apache-2.0', 'ISC', '0BSD'],
  ...['BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0'],
]);

/** Packages that state their licence in their readme alone: read there by a person. */
const READ_BY_A_PERSON: Readonly<Record<string, string>> = {
  'humanize-number@0.0.2': 'MIT',
  'only@0.0.2': 'MIT',
};

interface Manifest {
  readonly version?: string;
  readonly license?: string;
  /** As packages wrote it before 2014. */
  readonly licenses?: readonly { readonly type: string }[];
  readonly dev?: boolean;
}
interface Lock {
  readonly packages: Readonly<Record<string, Manifest>>;
}

/** `folder`: of a project with its lock and its node_modules. */
export function listDependencies(folder: string): Dependency[] {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  const { packages } = read('package-lock.json') as Lock;
  const { dependencies = {}, optionalDependencies = {} } = read('package.json') as Record<
    string,
    Record<string, string> | undefined
  >;
  const found = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, locked]): Dependency => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const version = locked.version ?? '';
      // What other machines' binaries say stands in the lock alone.
      const installed = existsSync(join(folder, path, 'package.json'))
        ? (read(join(path, 'package.json')) as Manifest)
        : {};
      const licence =
        installed.license ??
        installed.licenses?.map(({ type }) => type).join(' AND ') ??
        locked.license ??
        READ_BY_A_PERSON[`${name}@${version}`];
      const isDirect =
        path === `node_modules/${name}` && (name in dependencies || name in optionalDependencies);
      return { name, version, licence, isDirect };
    });
  const unique = new Map(found.map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** One side of an expression with OR must do, both of one with AND. */
export function isAllowed(licence: string | undefined): boolean {
  if (licence === undefined) return false;
  const plain = licence.replaceAll(/^\(|\)$/g, '');
  if (plain.includes(' OR ')) return plain.split(' OR ').some(isAllowed);
  return plain.split(' AND ').every((name) => ALLOWED.has(name));
}

/** A table in Markdown. */
export const printDependencies = (dependencies: readonly Dependency[]): string =>
  [
    '# Packages in production',
    '',
    '| package | version | licence | named by us |',
    '| --- | --- | --- | --- |',
    ...dependencies.map(
      ({ name, version, licence = 'none stated', isDirect }) =>
        `| ${name} | ${version} | ${licence} | ${isDirect ? 'yes' : ''} |`,
    ),
    '',
  ].join('\n');
