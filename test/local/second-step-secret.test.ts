import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ensureSecondStepSecret } from '../../local/second-step-secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'gouji-secret-'));
const path = join(folder, 'second-steps.key');
afterAll(() => rmSync(folder, { recursive: true }));

it('is made once, 256 bits, for the folder’s owner alone', () => {
  const made = ensureSecondStepSecret(folder);
  expect(made).toMatch(/^[0-9a-f]{64}$/);
  expect(ensureSecondStepSecret(folder)).toBe(made);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('is not made anew where it is damaged: every office would be locked out without a word', () => {
  for (const damaged of ['', 'abc', 'x'.repeat(64)]) {
    writeFileSync(path, damaged);
    expect(() => ensureSecondStepSecret(folder)).toThrow(/second-steps\.key is damaged/);
  }
});
