/**
 * The sums and the comparisons with last year once more, written from the report format's text over plain JSON. Shares
 * nothing with the domain, so that data, generator and rules are not proved right by the same mistake.
 */
export type Json = Record<string, unknown>;
type Row = Record<string, number>;

interface PlainFinding {
  readonly rule: string;
  readonly path: string;
  readonly found?: number;
  readonly expected?: number;
}

const PERSONS = ['naturalPerson', 'commercial', 'research', 'nonprofit', 'legalService', 'other'];
export const COLUMNS = [...PERSONS, 'total'];

/** Rules A1 to A4. */
export function findErrorsPlainly(report: Json): PlainFinding[] {
  const findings: PlainFinding[] = [];
  const compare = (rule: string, path: string, expected: number): void => {
    const found = readPointer(report, path);
    if (found !== expected) findings.push({ rule, path, found, expected });
  };
  for (const [path, row] of listRows(report['applications'], '/applications'))
    compare('A1', `${path}/total`, add(PERSONS.map((person) => row[person]!)));
  const outcomes = listRows(report['applications'], '/applications').filter(
    ([path]) => path.startsWith('/applications/results/') && path !== '/applications/results/total',
  );
  for (const column of COLUMNS) {
    const read = (row: string): number => readPointer(report, `/applications/${row}/${column}`);
    compare('A3', `/applications/results/total/${column}`, add(outcomes.map(([, row]) => row[column]!)));
    compare(
      'A2',
      `/applications/carriedOut/${column}`,
      read('received') + read('carriedIn') - read('results/total'),
    );
  }
  for (const path of ['/reconsideration', '/litigation/direct', '/litigation/afterReconsideration']) {
    const endings = ['upheld', 'corrected', 'other', 'pending'];
    compare('A4', `${path}/total`, add(endings.map((ending) => readPointer(report, `${path}/${ending}`))));
  }
  return findings;
}

/** Rules Q4 and, against the report of the year before where there is one, Y1 to Y3. */
export function findWarningsPlainly(report: Json, previous: Json | undefined): PlainFinding[] {
  const isAllZero = listLeaves(report['applications']).every((cell) => cell === 0);
  const unconfirmed = isAllZero !== (report['nil'] === true) ? [{ rule: 'Q4', path: '/applications' }] : [];
  return previous ? [...unconfirmed, ...compareYearsPlainly(report, previous)] : unconfirmed;
}

function compareYearsPlainly(report: Json, previous: Json): PlainFinding[] {
  const findings: PlainFinding[] = [];
  const compare = (rule: string, path: string, expected: number): void => {
    const found = readPointer(report, path);
    if (found !== expected) findings.push({ rule, path, found, expected });
  };
  for (const column of COLUMNS)
    compare(
      'Y1',
      `/applications/carriedIn/${column}`,
      readPointer(previous, `/applications/carriedOut/${column}`),
    );
  if (report['edition'] !== previous['edition']) return findings;
  if (report['edition'] === '2019')
    for (const row of ['licensing', 'otherServices', 'penalties', 'coercion', 'fees']) {
      const path = `/proactive/${row}`;
      const items = readPointer(previous, `${path}/previousItems`) + readPointer(previous, `${path}/change`);
      compare('Y3', `${path}/previousItems`, items);
    }
  else
    for (const path of ['/proactive/rules', '/proactive/normativeDocuments']) {
      const grown = readPointer(report, `${path}/made`) - readPointer(report, `${path}/repealed`);
      compare('Y2', `${path}/inForce`, readPointer(previous, `${path}/inForce`) + grown);
    }
  return findings;
}

/** The rows of seven cells below a place, each with its own; a row stays one where its first key is misspelt. */
export function listRows(node: unknown, path = ''): (readonly [path: string, row: Row])[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('naturalPerson' in node || 'natrualPerson' in node) return [[path, node as Row]];
  return Object.entries(node).flatMap(([key, below]) => listRows(below, `${path}/${key}`));
}

export function listLeaves(node: unknown): unknown[] {
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(listLeaves) : [node];
}

export const readPointer = (report: Json, path: string): number =>
  path
    .slice(1)
    .split('/')
    .reduce<unknown>((node, key) => (node as Json)[key], report) as number;

const add = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
