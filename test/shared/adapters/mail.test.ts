/** Mails on their way: over SMTP to a real server, to SES as its API answers, and into the outbox. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createSesClient } from '../../../shared/adapters/clients.ts';
import { compose, createMailer, type OutgoingMail } from '../../../shared/adapters/mail.ts';
import { readMail, startMailServer, type Answer } from '../../support/mail-server.ts';
import { instant } from '../../support/a-summary.ts';

const FROM = '柳州市政务公开办 <noreply@example.cn>';
const mail: OutgoingMail = {
  to: 'jyj@example.cn',
  messageId: '2025-01-24.2024.450205.agency.jyj@example.cn',
  date: instant('2025-01-24T00:00Z'),
  subject: '教育局 2024年度报告\uff1a未报送\uff0c距截止 7 天',
  text: '教育局\uff1a\n您好。\n',
  html: '<p>教育局</p>',
};
const unused = () => {
  throw new Error('SES is not used here');
};

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});
async function aServer(answer?: (to: string) => Answer) {
  const server = await startMailServer(answer);
  cleanUp.push(() => server.close());
  return { server, send: createMailer({ from: FROM, smtpUrl: server.url, outbox: '/nowhere', ses: unused }) };
}

describe('a composed mail', () => {
  it('has a Chinese subject, both parts, and the Message-ID and date that it was given', async () => {
    const { headers, text, html } = readMail((await compose(FROM, mail)).toString('utf8'));
    expect(headers.get('subject')).toBe(mail.subject);
    expect(headers.get('from')).toContain('柳州市政务公开办');
    expect(headers.get('from')).toContain('<noreply@example.cn>');
    expect(headers.get('to')).toBe('jyj@example.cn');
    expect(headers.get('message-id')).toBe('<2025-01-24.2024.450205.agency.jyj@example.cn>');
    expect(headers.get('date')).toBe('Fri, 24 Jan 2025 00:00:00 +0000');
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(text.replaceAll('\r\n', '\n')).toBe(mail.text);
    expect(html).toBe(mail.html);
  });

  it('is ASCII on the wire, in lines that every server takes', async () => {
    const raw = (await compose(FROM, mail)).toString('latin1');
    expect(raw).toMatch(/^[\r\n\t\x20-\x7e]*$/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it('is the same, byte by byte, each time', async () => {
    expect((await compose(FROM, mail)).equals(await compose(FROM, mail))).toBe(true);
  });

  it('has one recipient, whatever the address looks like', async () => {
    const raw = await compose(FROM, { ...mail, to: 'a@example.cn, b@example.cn\r\nBcc: c@example.cn' });
    expect(readMail(raw.toString('utf8')).headers.has('bcc')).toBe(false);
  });
});

describe('over SMTP, a mail', () => {
  it('arrives', async () => {
    const { server, send } = await aServer();
    expect(await send(mail)).toEqual({ state: 'sent' });
    expect(server.taken.map(({ to }) => to)).toEqual(['jyj@example.cn']);
    expect(readMail(server.taken[0]!.raw).headers.get('subject')).toBe(mail.subject);
  });

  it.each([
    ['RCPT', 550],
    ['DATA', 554],
  ] as const)('that is refused for good at %s with %d is refused, with the reason', async (at, code) => {
    const { send } = await aServer(() => ({ at, code }));
    expect(await send(mail)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining(String(code)),
    });
  });

  it.each([
    ['RCPT', 450],
    ['DATA', 451],
  ] as const)('that is put off at %s with %d waits, and others are tried', async (at, code) => {
    const { send } = await aServer(() => ({ at, code }));
    expect(await send(mail)).toMatchObject({ state: 'waiting' });
  });

  it('waits where nobody answers', async () => {
    const { server, send } = await aServer();
    await server.close();
    cleanUp.length = 0;
    expect(await send(mail)).toMatchObject({ state: 'waiting' });
  });
});

describe('to SES, a mail', () => {
  /** As SES answers: a status, and the error's type in a header. */
  async function aSes(status: number, errorType?: string) {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        bodies.push(`${request.method} ${request.url} ${Buffer.concat(chunks).toString('utf8')}`);
        response
          .writeHead(status, {
            'content-type': 'application/json',
            ...(errorType === undefined ? {} : { 'x-amzn-errortype': errorType }),
          })
          .end(
            JSON.stringify(errorType === undefined ? { MessageId: '1' } : { message: 'as the test says' }),
          );
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    cleanUp.push(() => new Promise((resolve) => server.close(resolve)));
    const ses = () =>
      createSesClient({
        endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        region: 'us-east-1',
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      });
    return { bodies, send: createMailer({ from: FROM, configurationSet: 'returned', ses }) };
  }

  it('is handed over as it was composed', async () => {
    const { bodies, send } = await aSes(200);
    // SES's own id: ours is replaced on the way.
    expect(await send(mail)).toEqual({ state: 'sent', providerId: '1' });
    expect(bodies).toHaveLength(1);
    const [, request = ''] = /^POST \/v2\/email\/outbound-emails (.*)$/s.exec(bodies[0]!) ?? [];
    const { Destination, Content, ConfigurationSetName } = JSON.parse(request) as {
      Destination: unknown;
      ConfigurationSetName: unknown;
      Content: { Raw: { Data: string } };
    };
    expect(Destination).toEqual({ ToAddresses: ['jyj@example.cn'] });
    expect(ConfigurationSetName).toBe('returned');
    expect(Buffer.from(Content.Raw.Data, 'base64').equals(await compose(FROM, mail))).toBe(true);
  });

  it.each([
    [400, 'MessageRejected', { state: 'refused' }],
    [400, 'BadRequestException', { state: 'refused' }],
    [429, 'TooManyRequestsException', { state: 'waiting' }],
    [400, 'SendingPausedException', { state: 'waiting' }],
    [403, 'AccessDeniedException', { state: 'waiting' }],
  ])('that is answered with %d %s: %j', async (status, errorType, expected) => {
    const { send } = await aSes(status, errorType);
    expect(await send(mail)).toMatchObject(expected);
  });
});

describe('in the outbox, a mail', () => {
  it('is one whole file, however often it is sent', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gouji-outbox-'));
    cleanUp.push(() => rm(folder, { recursive: true }));
    const send = createMailer({ from: FROM, outbox: join(folder, 'outbox'), ses: unused });
    const sent = await Promise.all([send(mail), send(mail), send(mail)]);
    expect(sent).toEqual([{ state: 'sent' }, { state: 'sent' }, { state: 'sent' }]);
    expect(await readdir(join(folder, 'outbox'))).toEqual(['2025-01-24.2024.450205.agency.jyj.eml']);
    const file = await readFile(join(folder, 'outbox', '2025-01-24.2024.450205.agency.jyj.eml'));
    expect(file.equals(await compose(FROM, mail))).toBe(true);
  });
});
