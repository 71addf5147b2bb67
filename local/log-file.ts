/**
 * Lines appended to a file that never grows for ever: past its size it is set aside under a number, and the oldest is deleted.
 * A line that can't be written is lost: a full disk must keep nobody from working.
 */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, extname } from 'node:path';

const MAX_BYTES = 10 * 1024 * 1024;
const KEPT_FILES = 9;

export interface LineWriter {
  write(line: string): void;
  close(): void;
}

export function openLogFile(
  path: string,
  {
    maxBytes = MAX_BYTES,
    keptFiles = KEPT_FILES,
  }: { readonly maxBytes?: number; readonly keptFiles?: number } = {},
): LineWriter {
  let file: number | undefined;
  let lengthBytes = 0;
  const setAside = (number: number): string =>
    `${path.slice(0, path.length - extname(path).length)}.${number}${extname(path)}`;

  function open(): number {
    mkdirSync(dirname(path), { recursive: true });
    const opened = openSync(path, 'a', 0o600);
    lengthBytes = fstatSync(opened).size;
    return opened;
  }
  function close(): void {
    if (file !== undefined) closeSync(file);
    file = undefined;
  }
  function rotate(): void {
    close();
    rmSync(setAside(keptFiles), { force: true });
    for (let number = keptFiles - 1; number >= 1; number--)
      moveIfThere(setAside(number), setAside(number + 1));
    moveIfThere(path, setAside(1));
  }

  return {
    write(line) {
      try {
        const bytes = Buffer.from(`${line}\n`);
        file ??= open();
        if (lengthBytes > 0 && lengthBytes + bytes.length > maxBytes) {
          rotate();
          file = open();
        }
        lengthBytes += writeSync(file, bytes);
      } catch {
        // The next line tries to open it anew.
        try {
          close();
        } catch {
          file = undefined;
        }
      }
    },
    close,
  };
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
