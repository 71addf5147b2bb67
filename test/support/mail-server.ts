/** A real SMTP server on this machine, that refuses whom a test says. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

interface TestMailServer {
  readonly url: string;
  /** Recipient of each mail that was taken, in order, with its bytes. */
  readonly taken: { readonly to: string; readonly raw: string }[];
  close(): Promise<void>;
}

export type Answer =
  { readonly code: number; readonly at: 'RCPT' | 'DATA'; readonly text?: string } | undefined;

/** `answer`: to refuse a recipient, with the SMTP code and when; `undefined` takes the mail. */
export async function startMailServer(
  answer: (to: string) => Answer = () => undefined,
): Promise<TestMailServer> {
  const taken: { to: string; raw: string }[] = [];
  const refusal = ({ code, text = 'refused by the test' }: NonNullable<Answer>) =>
    Object.assign(new Error(text), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const refused = answer(address);
      done(refused?.at === 'RCPT' ? refusal(refused) : null);
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address).join(',');
        const refused = answer(to);
        if (refused?.at === 'DATA') return done(refusal(refused));
        taken.push({ to, raw: Buffer.concat(chunks).toString('utf8') });
        done(null);
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Header lines and the decoded parts of a composed mail. */
export function readMail(raw: string): { headers: Map<string, string>; text: string; html: string } {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = new Map(
    head
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
      }),
  );
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1] ?? '';
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`);
  const part = (type: string): string => {
    const found = parts.find((one) => one.includes(`Content-Type: ${type}`)) ?? '';
    return Buffer.from(found.slice(found.indexOf('\r\n\r\n')), 'base64').toString('utf8');
  };
  return { headers, text: part('text/plain'), html: part('text/html') };
}

/** Encoded words (RFC 2047), UTF-8 alone. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, base64: string) =>
      Buffer.from(base64, 'base64').toString('utf8'),
    )
    .replaceAll(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, quoted: string) =>
      Buffer.from(
        quoted
          .replaceAll('_', ' ')
          .replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
        'latin1',
      ).toString('utf8'),
    );
}
