/**
 * Who may do what to which items of the one table: every kind of item in `keys.ts` has a row here, and every function does in the
 * templates what its row says, and nothing else. A kind without a row fails; a function that is not in a row may do nothing there.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STAGES } from '../../cdk/stages.ts';
import { WIRING, type FunctionName } from '../../shared/contracts/wiring.ts';
import { synthesise } from '../support/synthesised.ts';
import { isAllowed, readTableRights } from '../support/table-rights.ts';

const NAMES = Object.keys(WIRING) as FunctionName[];
const VERBS = {
  get: 'BatchGetItem',
  query: 'Query',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  batch: 'BatchWriteItem',
} as const;
type Verb = keyof typeof VERBS;
/** Asked for as well, so that no right to it slips in. */
const NEVER = [
  'GetItem',
  'Scan',
  'PartiQLSelect',
  'PartiQLInsert',
  'PartiQLUpdate',
  'PartiQLDelete',
  'ConditionCheckItem',
];

type Row = Partial<Readonly<Record<FunctionName, readonly Verb[]>>>;
const READ: readonly Verb[] = ['get', 'query'];
/** Everything that judges, sums up and reminds. */
const PIPELINE = {
  'receive-report': READ,
  'record-publication': READ,
  'follow-changes': READ,
  'open-year': READ,
  'reconcile-region': READ,
  'check-publication': READ,
  'summarise-region': READ,
} as const satisfies Row;
const SHOWN = { ...PIPELINE, web: READ, downloads: READ, office: READ } as const satisfies Row;

const YEARS: Row = {
  ...SHOWN,
  'receive-report': [...READ, 'put'],
  'record-publication': [...READ, 'put'],
  'follow-changes': [...READ, 'put'],
  'open-year': [...READ, 'put'],
  'reconcile-region': [...READ, 'put'],
  'check-publication': [...READ, 'put'],
  'summarise-region': [...READ, 'put'],
  'send-mail': ['get', 'put'],
  'record-bounce': ['get', 'put'],
  office: [...READ, 'put'],
};
/** By the partition key, as the head of `keys.ts` has it. */
const WHO: Readonly<Record<string, Row>> = {
  '<district>#<year>': YEARS,
  // The nation's parent is `root`, which no office writes.
  '<parent>#<year>': YEARS,
  '<code>#<year>': YEARS,
  unplaced: { ...PIPELINE, 'receive-report': [...READ, 'put'], 'reconcile-region': [...READ, 'put'] },
  'facts#<region>#<year>': {
    ...SHOWN,
    'follow-changes': [...READ, 'put', 'batch'],
    'reconcile-region': [...READ, 'put', 'batch'],
  },
  'days#<region>#<year>': { ...SHOWN, 'reconcile-region': [...READ, 'put'] },
  // The roster and the calendar are an office's to change, too; regions and loads the operator's alone.
  'agency#<id>': { ...SHOWN, account: READ, office: [...READ, 'put'] },
  // Nothing that makes what everybody may read is among them: neither the site nor what judges and adds up.
  'contact#<id>': {
    account: ['get'],
    office: [...READ, 'put', 'delete'],
    'summarise-region': READ,
  },
  regions: { ...SHOWN, 'summarise-compliance': ['query'], 'reconcile-inbox': ['query'], account: READ },
  calendar: { ...PIPELINE, office: [...READ, 'put'] },
  'load#<what>': {},
  names: {
    ...SHOWN,
    account: READ,
    'reconcile-region': [...READ, 'put', 'delete'],
    office: [...READ, 'put', 'delete'],
  },
  'names#packed': {
    ...SHOWN,
    'reconcile-region': [...READ, 'put', 'delete'],
    office: [...READ, 'put', 'delete'],
  },
  'names#<province>': {
    ...SHOWN,
    'reconcile-region': [...READ, 'put', 'delete'],
    office: [...READ, 'put', 'delete'],
  },
  'phrases#common#<province>#<year>': { ...PIPELINE, 'reconcile-region': [...READ, 'put'] },
  'phrases#wrong': { ...PIPELINE, 'reconcile-region': [...READ, 'put'] },
  'phrases#heads': { ...PIPELINE, 'reconcile-region': [...READ, 'put'] },
  // One that is received again without its texts may have a record of its own.
  redactions: { 'receive-report': [...READ, 'put'], 'reconcile-region': [...READ, 'put'] },
  // The operator loads it, and pages alone read it.
  functions: { web: READ, downloads: READ, office: READ, 'reconcile-region': ['get'] },
  scheme: { web: READ, downloads: READ, office: READ },
  annotations: { web: READ, downloads: READ, office: READ },
  population: { web: READ, downloads: READ, office: READ },
  map: { web: READ, downloads: READ, office: READ },
  'narrative#<year>#<band>': {
    ...PIPELINE,
    'follow-changes': [...READ, 'batch'],
    'reconcile-region': [...READ, 'batch'],
  },
  'sent-mail#<id>': { 'send-mail': ['put'], 'record-bounce': ['get'] },
  'returned-mail#<mail>': {
    'send-mail': ['get', 'put'],
    'summarise-region': ['get'],
    'record-bounce': ['put'],
    office: ['get'],
  },
  'ticket#<hash>': {
    'receive-report': ['get', 'put'],
    'reconcile-region': ['get', 'put'],
    office: ['put'],
  },
  'upload-session#<id>': { 'receive-report': ['get'], 'reconcile-region': ['get'], office: ['put'] },
  // The roster's index of addresses lies there, too: whoever sends the letters about a new address writes it.
  'grants#<mail>': { account: [...READ, 'put'], office: ['query'], 'summarise-region': ['put'] },
  'grants#by-place': { account: [...READ, 'put'], office: ['query'], 'summarise-region': ['put'] },
  'grants#operators': { account: [...READ, 'put'], office: ['query'], 'summarise-region': ['put'] },
  'session#<hash>': { account: [...READ, 'put', 'update', 'delete'], office: ['get', 'update'] },
  'sessions#<mail>': { account: [...READ, 'put', 'delete'] },
  'link#<hash>': { account: ['put', 'delete'] },
  'rate#<what>': { account: [...READ, 'put', 'update'], office: ['update'] },
  'rate#known#<hash of the mail>': { account: [...READ, 'put', 'update'], office: ['update'] },
  'openid#<hash of the state>': { account: ['put', 'delete'] },
  'second-step#<mail>': { account: [...READ, 'put', 'delete'] },
  'credential#<id>': { account: [...READ, 'put', 'update'], office: ['get', 'update'] },
  'credentials#<mail>': { account: [...READ, 'put', 'update'] },
  'credentials-in#all': { account: [...READ, 'put', 'update'], office: ['put', 'delete'] },
  'login-code#<hash>': { account: ['put', 'update'], office: ['delete'] },
  // Appended by whoever did something, and read by the office function for those who may see it.
  'audit#<province or system>#<month>': {
    'receive-report': ['put'],
    'reconcile-region': ['put'],
    account: ['put'],
    office: ['query', 'put'],
  },
};

const SAMPLES: Readonly<Record<string, string>> = {
  district: '450205',
  parent: '450200',
  code: '820000',
  region: '110000',
  province: '450000',
  year: '2024',
  mail: 'a@bc.cn',
};
const sample = (partition: string): string =>
  partition.replaceAll(/<([^>]+)>/g, (_, name: string) => SAMPLES[name] ?? `a-${name}`);

const source = readFileSync(new URL('../../shared/contracts/table/keys.ts', import.meta.url), 'utf8');
const [head, code] = [source.slice(0, source.indexOf('*/')), source.slice(source.indexOf('*/'))];
const rows = [...head.matchAll(/^ \* \| (.+?) +\| (.+?) +\| .+ \|$/gm)].slice(2);
const partitions = rows.map(([, pk = '']) => pk.replaceAll('`', ''));

describe('the kinds of items', () => {
  it('are all listed where keys are built', () => {
    expect(partitions.length).toBeGreaterThan(20);
    const listed = rows.map(([, pk, sk]) => `${pk} ${sk}`).join(' ');
    const built = [
      ...code.matchAll(/[`']([a-z][a-z-]*)#/g),
      ...code.matchAll(/^const [A-Z_]+ = '([a-z-]+)';$/gm),
    ].map(([, prefix = '']) => prefix);
    expect(built.length).toBeGreaterThan(20);
    expect(built.filter((prefix) => !listed.includes(prefix))).toEqual([]);
  });

  it('each have a row that says who may do what to them', () => {
    expect([...new Set(partitions)].sort()).toEqual(Object.keys(WHO).sort());
  });
});

describe.each(STAGES)('in $name', (settings) => {
  const stacks = synthesise([settings]);

  it.each(Object.entries(WHO).map(([partition, who]) => [partition, who] as const))(
    '%s',
    (partition, who) => {
      for (const name of NAMES) {
        const rights = readTableRights(stacks, name);
        const may = (action: string) => isAllowed(rights, `dynamodb:${action}`, sample(partition));
        const allowed = (Object.keys(VERBS) as Verb[]).filter((verb) => may(VERBS[verb]));
        expect([name, ...allowed.sort()]).toEqual([name, ...[...(who[name] ?? [])].sort()]);
        expect([name, ...NEVER.filter(may)]).toEqual([name]);
      }
    },
  );

  it.each(NAMES)('%s may do each batch by one statement, which alone must fit all its keys', (name) => {
    const rights = readTableRights(stacks, name);
    for (const verb of ['BatchGetItem', 'BatchWriteItem']) {
      const statements = rights.filter(({ actions }) => actions.includes(`dynamodb:${verb}`));
      expect([verb, statements.length <= 1 || statements]).toEqual([verb, true]);
    }
  });

  it('three read agencies with their contacts by one BatchGet', () => {
    const may = (name: FunctionName) =>
      isAllowed(readTableRights(stacks, name), 'dynamodb:BatchGetItem', 'agency#a-1', 'contact#a-1');
    expect(NAMES.filter(may).sort()).toEqual(['account', 'office', 'summarise-region']);
  });

  it('two are told by one BatchGet all that receiving an upload needs', () => {
    const keys = ['unplaced', '450205#2024', '450205#2023', 'agency#a-1', 'redactions', 'phrases#heads'];
    const may = (name: FunctionName) =>
      isAllowed(readTableRights(stacks, name), 'dynamodb:BatchGetItem', ...keys);
    expect(NAMES.filter(may).sort()).toEqual(['receive-report', 'reconcile-region']);
  });

  it.each(['second-step#1@bc', 'session#12345', 'secret#1234'])(
    'no pattern for figures takes %s for one',
    (pk) => {
      for (const name of NAMES.filter((one) => one !== 'account' && one !== 'office'))
        for (const action of Object.values(VERBS))
          expect([name, action, isAllowed(readTableRights(stacks, name), `dynamodb:${action}`, pk)]).toEqual([
            name,
            action,
            false,
          ]);
    },
  );
});
