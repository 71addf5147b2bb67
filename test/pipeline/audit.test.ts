/** The audit trail on a real table: appended, never changed, found again by time, place, act and person. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditedAct, NewAuditEntry } from '../../shared/domain/authority/audit-entry.ts';
import type { Actor } from '../../shared/domain/authority/actor.ts';
import { parseInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { writeAuditCsv, writeAuditLine } from '../../shared/letters/audit-text.ts';
import { listAudit, type AuditQuestion } from '../../shared/pipeline/list-audit.ts';
import { aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const at = (text: string): Instant => parseInstant(text)!;
const CLERK: Actor = { kind: 'person', mail: 'Clerk@liubei.example.cn', name: '李四' };
const PROGRAM: Actor = { ...CLERK, kind: 'credential', credential: '办公系统' };
const ALL = { from: at('2025-12-01T00:00:00Z'), until: at('2026-03-01T00:00:00Z') };

const entry = (id: string, when: string, more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  id,
  at: at(when),
  by: { kind: 'operator' },
  act: 'load',
  on: { kind: 'system' },
  detail: '',
  ...more,
});
const ENTRIES = [
  entry('a', '2025-12-31T23:59:59Z', { detail: 'roster: 3 agencies' }),
  entry('b', '2026-01-10T01:00:00Z', {
    by: CLERK,
    act: 'redact',
    on: { kind: 'agency', agency: 'jyj', district: '450205', year: 2025 },
    detail: '=1+1',
  }),
  entry('c', '2026-01-10T01:00:00Z', { by: PROGRAM, on: { kind: 'region', region: '450300' } }),
  entry('d', '2026-02-01T00:00:00Z', { on: { kind: 'agency', agency: 'zwj', district: '110105' } }),
];

let engines: TestEngines;
let store: Store;
beforeAll(async () => {
  engines = await startEngines();
  store = await aStore(engines, { regions: [], roster: [] });
  for (const one of ENTRIES) await store.trail.append(one);
});
afterAll(() => engines.stop());

async function find(question: Partial<AuditQuestion>): Promise<string> {
  const found: string[] = [];
  for await (const { id } of listAudit(
    { trail: store.trail, provinces: ['450000', '110000'] },
    { ...ALL, ...question },
  ))
    found.push(id);
  return found.join('');
}

describe('the audit trail', () => {
  it.each([
    ['everything, the newest first', {}, 'dcba'],
    ['a time, without its end', { from: at('2026-01-01T00:00:00Z'), until: ENTRIES[3]!.at }, 'cb'],
    ['a city and its districts', { within: '450200' }, 'b'],
    ['a province', { within: '450000' }, 'cb'],
    ['the nation, without what is the system’s', { within: '000000' }, 'dcb'],
    ['an act', { act: 'redact' as const }, 'b'],
    [
      'a person and their programs, however the address is written',
      { mail: 'clerk@LIUBEI.example.cn' },
      'cb',
    ],
    ['nobody', { mail: 'other@example.cn' }, ''],
  ])('finds %s', async (_, question, ids) => {
    expect(await find(question)).toBe(ids);
  });

  it('keeps what was written first', async () => {
    await store.trail.append({ ...ENTRIES[0]!, detail: 'nothing happened' });
    expect(await store.trail.ofMonth('system', '2025-12')).toEqual([ENTRIES[0]]);
  });
});

describe('on paper', () => {
  it('is a line for each, with who, what and to whom', () => {
    expect(writeAuditLine(ENTRIES[1]!)).toBe(
      '2026-01-10 09:00  李四 <Clerk@liubei.example.cn>  永久遮蔽文字 redacted texts  450205/jyj/2025  =1+1',
    );
    expect(writeAuditLine(ENTRIES[2]!)).toContain('李四 (办公系统) <Clerk@liubei.example.cn>');
  });

  it('names an act of a newer release as that one does', async () => {
    const newer = entry('n', '2026-05-01T00:00:00Z', { act: 'merge-agencies' as AuditedAct });
    await store.trail.append(newer);
    expect(await store.trail.ofMonth('system', '2026-05')).toEqual([newer]);
    expect(writeAuditLine(newer)).toContain('  merge-agencies  ');
  });

  it('is a file that runs no formula', () => {
    const lines = writeAuditCsv(ENTRIES).split('\r\n');
    expect(lines).toHaveLength(ENTRIES.length + 2);
    expect(lines[2]).toContain("'=1+1");
  });
});
