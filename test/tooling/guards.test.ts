/** The guards of `npm test` are seen to fail on planted faults: a guard that can't fail guards nothing. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const planted: string[] = [];
afterAll(() => {
  for (const folder of planted) rmSync(folder, { recursive: true, force: true });
});

/** A project of its own with these files, under our configuration. */
function plant(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'gouji-planted-'));
  planted.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const name of ['tsconfig.json', 'package.json', '.dependency-cruiser.mjs', 'eslint.config.js'])
    copyFileSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

const cruisedSchema = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** `<file>: <broken rule>` of every violation, and how many modules were read. */
function cruise(folder: string): Promise<{ broken: string[]; modules: number }> {
  return new Promise((resolve, reject) => {
    execFile(
      join(ROOT, 'node_modules/.bin/depcruise'),
      ['.', '--output-type', 'json'],
      { cwd: folder, maxBuffer: 1 << 28 },
      (_, stdout, stderr) => {
        if (stdout === '') return reject(new Error(stderr));
        const { summary } = cruisedSchema.parse(JSON.parse(stdout));
        const broken = new Set(summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`));
        resolve({ broken: [...broken].sort(), modules: summary.totalCruised });
      },
    );
  });
}

describe('import directions', () => {
  it('are read from more than a handful of modules', async () => {
    // Under a compiler that it can't use, the cruiser reads nothing and is content.
    const { modules } = await cruise(ROOT);
    expect(modules).toBeGreaterThan(20);
  });

  it('hold in a tree that keeps them', async () => {
    const folder = plant({
      'shared/domain/basics/text.ts': 'export const text = 1;',
      'shared/domain/rules/rule.ts':
        "import { text } from '../basics/text.ts'; export const rule = text; export type Rule = number;",
      'shared/contracts/item.ts':
        "import * as z from 'zod'; import { rule } from '../domain/rules/rule.ts'; export const item = z.literal(rule);",
      'shared/adapters/store.ts':
        "import { S3Client } from '@aws-sdk/client-s3'; import { item } from '../contracts/item.ts'; export const store = [S3Client, item]; export type Store = typeof store;",
      'functions/roll-up/roll-up.ts':
        "import type { Store } from '../../shared/adapters/store.ts'; export const rollUp = (store: Store) => store;",
      'functions/roll-up/env.ts': 'export type RollUpEnv = { TABLE_NAME: string };',
      'functions/roll-up/index.ts':
        "import { store } from '../../shared/adapters/store.ts'; import { rollUp } from './roll-up.ts'; export const handler = rollUp(store);",
      'cdk/app.ts':
        "import { App } from 'aws-cdk-lib'; import type { RollUpEnv } from '../functions/roll-up/env.ts'; export const app = (env: RollUpEnv) => [new App(), env];",
    });
    const { broken, modules } = await cruise(folder);
    expect(broken).toEqual([]);
    expect(modules).toBeGreaterThan(7);
  });

  it('are broken by each of these', async () => {
    const folder = plant({
      'shared/domain/rule.ts': "export { item } from '../contracts/item.ts';",
      'shared/domain/form/figures.ts': "export { standing } from '../standing/standing.ts';",
      'shared/domain/standing/standing.ts': 'export const standing = 1;',
      'shared/domain/search/find.ts': "export { loose } from '../loose.ts';",
      'shared/domain/loose.ts': 'export const loose = 1;',
      'shared/domain/clock.ts': "import { hostname } from 'node:os'; export const clock = hostname;",
      'shared/contracts/item.ts': "import { Hono } from 'hono'; export const item = Hono;",
      'shared/adapters/store.ts': 'export const store = 1;',
      'shared/pipeline/receive.ts': "export { store as receive } from '../adapters/store.ts';",
      'shared/handlers/shape.ts': "export { store as shape } from '../adapters/store.ts';",
      'functions/roll-up/handler.ts': "export { store } from '../../shared/adapters/store.ts';",
      'functions/web-push/send.ts': "export { store } from '../roll-up/handler.ts';",
      'functions/roll-up/index.ts': 'export const handler = 1;',
      'functions/roll-up/wrong.ts': "export { handler } from './index.ts';",
      'functions/roll-up/fixture.ts': "export { aReport } from '../../test/a-report.ts';",
      'functions/roll-up/table.ts': "export { Table } from 'aws-cdk-lib/aws-dynamodb';",
      'web/client/draw.ts': "export { item } from '../../shared/contracts/item.ts';",
      'web/check/checked-document.ts': "export { item } from '../../shared/contracts/item.ts';",
      'web/site/layout.ts': "export { page } from '../region/page.ts';",
      'web/region/page.ts': "export { old } from '../views/old.ts';",
      'web/views/old.ts': 'export const old = 1;',
      'cdk/app.ts': "export { handler } from '../functions/roll-up/index.ts';",
      'cdk/names.ts': "export { item } from '../shared/contracts/item.ts';",
      'shared/runtime/a.ts': "import { b } from './b.ts'; export const a = () => b;",
      'shared/runtime/b.ts': "import { a } from './a.ts'; export const b = () => a;",
      'test/a-report.ts': 'export const aReport = 1;',
    });
    const { broken } = await cruise(folder);
    expect(broken).toEqual(
      [
        'shared/domain/rule.ts: domain',
        'shared/domain/form/figures.ts: domain-form',
        'shared/domain/search/find.ts: domain-rooms',
        'shared/domain/search/find.ts: domain-search',
        'shared/domain/clock.ts: domain',
        'shared/contracts/item.ts: contracts',
        'shared/pipeline/receive.ts: pipeline',
        'shared/handlers/shape.ts: handlers',
        'functions/roll-up/handler.ts: values-are-wired-in-index',
        'functions/web-push/send.ts: functions-apart',
        'functions/roll-up/wrong.ts: index-is-not-imported',
        'functions/roll-up/fixture.ts: nothing-imports-test',
        'functions/roll-up/table.ts: cdk-lib-in-cdk-only',
        'functions/roll-up/table.ts: production-packages-only',
        'web/client/draw.ts: client',
        'web/check/checked-document.ts: checked-document',
        'web/region/page.ts: web-region',
        'web/region/page.ts: web-rooms',
        'web/site/layout.ts: web-site',
        'cdk/app.ts: cdk',
        'cdk/app.ts: cdk-types',
        'cdk/app.ts: index-is-not-imported',
        'cdk/names.ts: cdk',
        'shared/runtime/a.ts: no-cycles',
      ].sort(),
    );
  });
});

describe('lint', () => {
  const folder = plant({
    'shared/domain/planted.ts': `
      export const today = new Date(2024, 0, 31);
      export const home = process.env;
      export const load = () => fetch('https://example.org');
      export const id = () => crypto.randomUUID();
    `,
    'shared/domain/basics/calendar.ts': 'export const day = new Date(2024, 0, 31);',
    'functions/roll-up/planted.ts': `
      export const now = () => new Date();
      export const year = JSON.parse('2024') as number;
      // eslint-disable-next-line no-console
      console.log(year);
      export default year;
    `,
    'functions/roll-up/good.ts': `
      export const STATES = ['missing', 'accepted'] as const;
      export const dayOf = (instantMs: number) => new Date(instantMs).toISOString();
    `,
    'test/planted.test.ts': "export const year = JSON.parse('2024') as number;",
  });
  const eslint = new ESLint({ cwd: folder });
  const brokenIn = async (path: string): Promise<string[]> => {
    const [result] = await eslint.lintFiles([path]);
    return [...new Set(result?.messages.map(({ ruleId, message }) => ruleId ?? message))].sort();
  };

  it('keeps clock, environment, network and chance out of the domain', async () => {
    expect(await brokenIn('shared/domain/planted.ts')).toEqual(['no-restricted-globals']);
    const [result] = await eslint.lintFiles(['shared/domain/planted.ts']);
    expect(result?.messages.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  });
  it('lets the calendar compute with days', async () => {
    expect(await brokenIn('shared/domain/basics/calendar.ts')).toEqual([]);
  });
  it('bans assertions, the clock, consoles, default exports and its own disabling', async () => {
    expect(await brokenIn('functions/roll-up/planted.ts')).toEqual(
      expect.arrayContaining([
        '@typescript-eslint/consistent-type-assertions',
        'no-console',
        'no-restricted-syntax',
      ]),
    );
    const [result] = await eslint.lintFiles(['functions/roll-up/planted.ts']);
    const lines = result?.messages.filter(({ severity }) => severity === 2).map(({ line }) => line);
    expect(lines).toEqual(expect.arrayContaining([2, 3, 5, 6]));
  });
  it('leaves `as const` and a date of a given instant alone', async () => {
    expect(await brokenIn('functions/roll-up/good.ts')).toEqual([]);
  });
  it('lets tests assert', async () => {
    expect(await brokenIn('test/planted.test.ts')).toEqual([]);
  });
});
