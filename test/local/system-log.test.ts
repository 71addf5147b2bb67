import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSystemLog } from '../../local/system-log.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gouji-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps persons’ numbers and addresses out of what errors quote, and leaves ids as they are', () => {
  const log = openSystemLog('file', folder, () => parseInstant('2026-01-05T00:00:00Z')!);
  const versionId = '0640A2B3C4D5E6F7';
  log.logged({
    kind: 'logged',
    level: 'error',
    source: 'receive-report',
    message: 'upload failed',
    detail: { versionId, to: ['li.si@example.gov.cn'] },
    error: new Error('no place for 手机13812345678 of li.si@example.gov.cn'),
  });
  const text = readFileSync(join(folder, 'logs/gouji.jsonl'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    at: '2026-01-05T00:00:00.000Z',
    level: 'error',
    correlationId: versionId,
    versionId,
    to: ['***@example.gov.cn'],
  });
  expect(text).not.toMatch(/138123456|li\.si/);
});
