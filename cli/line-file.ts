/** Lines written to a file as they come, with what tells later that they are all there. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

interface LineFile {
  add(lines: readonly string[]): Promise<void>;
  end(): Promise<{ readonly lines: number; readonly sha256: string }>;
}

export async function createLineFile(path: string): Promise<LineFile> {
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let count = 0;
  return {
    async add(lines) {
      const text = lines.map((line) => `${line}\n`).join('');
      hash.update(text);
      count += lines.length;
      await file.appendFile(text);
    },
    async end() {
      await file.sync();
      await file.close();
      return { lines: count, sha256: hash.digest('hex') };
    },
  };
}
