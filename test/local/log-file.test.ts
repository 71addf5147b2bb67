import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLogFile } from '../../local/log-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gouji-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string): string => readFileSync(join(folder, 'logs', name), 'utf8');

it('sets a full file aside, keeps so many, and goes on where it was left', () => {
  const path = join(folder, 'logs/gouji.jsonl');
  const limits = { maxBytes: 20, keptFiles: 2 };
  const first = openLogFile(path, limits);
  for (const line of ['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'dddddddd', 'eeeeeeee']) first.write(line);
  first.close();
  const second = openLogFile(path, limits);
  for (const line of ['ffffffff', 'gggggggg', 'hhhhhhhh']) second.write(line);
  second.close();
  expect(readdirSync(join(folder, 'logs')).sort()).toEqual(['gouji.1.jsonl', 'gouji.2.jsonl', 'gouji.jsonl']);
  expect([read('gouji.2.jsonl'), read('gouji.1.jsonl'), read('gouji.jsonl')]).toEqual([
    'cccccccc\ndddddddd\n',
    'eeeeeeee\nffffffff\n',
    'gggggggg\nhhhhhhhh\n',
  ]);
  // Nobody else on the machine reads it.
  expect(statSync(path).mode & 0o077).toBe(0);
});

it('keeps nobody from working where it can’t be written, and writes again once it can', () => {
  const path = join(folder, 'logs/gouji.jsonl');
  mkdirSync(path, { recursive: true });
  const log = openLogFile(path);
  log.write('lost');
  rmSync(path, { recursive: true });
  log.write('kept');
  log.close();
  expect(read('gouji.jsonl')).toBe('kept\n');
});
