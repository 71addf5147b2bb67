/** The mails that lie in a folder of one machine, as `mail.ts` wrote them: to be shown where there is no mail server. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeInstant, type Instant } from '../domain/basics/calendar.ts';

export interface KeptMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly date: Instant;
}

const MOST_SHOWN = 20;

/** The newest first. A mail that can't be read is left out; without the folder there are none. */
export async function readOutbox(folder: string): Promise<KeptMail[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      return found ? [{ path, writtenMs: found.mtimeMs }] : [];
    }),
  );
  const newest = files.flat().sort((a, b) => b.writtenMs - a.writtenMs);
  return Promise.all(
    newest.slice(0, MOST_SHOWN).map(async ({ path, writtenMs }) => ({
      ...readMail(await readFile(path, 'latin1')),
      date: makeInstant(Math.trunc(writtenMs)),
    })),
  );
}

/** As nodemailer writes it here: a multipart of base64 texts, heads in words of RFC 2047. */
export function readMail(raw: string): Omit<KeptMail, 'date'> {
  const { heads, body } = splitPart(raw);
  const boundary = /boundary="?([^";\s]+)/i.exec(heads('content-type'))?.[1];
  const parts = boundary === undefined ? [raw] : body.split(`--${boundary}`);
  const plain = parts.map(splitPart).find((part) => part.heads('content-type').startsWith('text/plain'));
  return {
    to: decodeWords(heads('to')),
    subject: decodeWords(heads('subject')),
    text: plain === undefined ? '' : Buffer.from(plain.body, 'base64').toString('utf8').trim(),
  };
}

function splitPart(part: string): { readonly heads: (name: string) => string; readonly body: string } {
  const [head = '', ...rest] = part.replace(/^\r?\n/, '').split(/\r?\n\r?\n/);
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return {
    heads: (name) =>
      lines
        .find((line) => line.toLowerCase().startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim() ?? '',
    body: rest.join('\n\n'),
  };
}

const decodeWords = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
      encoding.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : decodeQ(word),
    );

const decodeQ = (word: string): string =>
  Buffer.from(
    word
      .replaceAll('_', ' ')
      .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
