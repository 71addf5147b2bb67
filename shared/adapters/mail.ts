/**
 * Mails: composed as MIME by nodemailer, the same bytes each time, and handed to SES, to an SMTP server, or to a folder of
 * `.eml` files on one machine.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BadRequestException,
  MessageRejected,
  SendEmailCommand,
  SESv2ServiceException,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import nodemailer from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { epochMsOf, type Instant } from '../domain/calendar.ts';

export interface OutgoingMail {
  readonly to: string;
  /** Without angle brackets: `<name>@<domain>`; the same for the same mail. */
  readonly messageId: string;
  readonly date: Instant;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export type MailDelivery =
  | { readonly state: 'sent' }
  /** For good: another try would be refused, too. */
  | { readonly state: 'refused'; readonly reason: string }
  | { readonly state: 'waiting'; readonly reason: string; readonly isServerDown: boolean };

export interface Mailer {
  send(mail: OutgoingMail): Promise<MailDelivery>;
}

/** Takes a composed mail; throws what its library throws. */
type Transport = (to: string, raw: Buffer, messageId: string) => Promise<MailDelivery>;

/** Within a mail's lease in the ledger. */
export const GIVE_UP_AFTER_MS = 45_000;
const CONNECT_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 20_000;

export const sesMailer = (from: string, client: SESv2Client): Mailer => mailer(from, sesTransport(client));
export const smtpMailer = (from: string, url: string): Mailer => mailer(from, smtpTransport(from, url));
export const outboxMailer = (from: string, folder: string): Mailer => mailer(from, outboxTransport(folder));

function mailer(from: string, transport: Transport): Mailer {
  return {
    send: async (mail) => transport(mail.to, await compose(from, mail), mail.messageId),
  };
}

export async function compose(
  from: string,
  { to, messageId, date, subject, text, html }: OutgoingMail,
): Promise<Buffer> {
  const message = new MailComposer({
    from,
    // As an object it is one address, whatever it looks like.
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: `<${messageId}>`,
    date: new Date(epochMsOf(date)),
    // No answering machine answers to it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    textEncoding: 'base64',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  message.baseBoundary = createHash('sha256').update(messageId).digest('hex').slice(0, 16);
  return message.build();
}

function sesTransport(client: SESv2Client): Transport {
  return async (to, raw) => {
    try {
      await client.send(
        new SendEmailCommand({ Destination: { ToAddresses: [to] }, Content: { Raw: { Data: raw } } }),
      );
      return { state: 'sent' };
    } catch (error) {
      const reason = reasonOf(error);
      if (error instanceof MessageRejected || error instanceof BadRequestException)
        return { state: 'refused', reason };
      // What SES itself says (too fast, sending paused) may be other for the next; a lost connection is not.
      return { state: 'waiting', reason, isServerDown: !(error instanceof SESv2ServiceException) };
    }
  };
}

function smtpTransport(from: string, url: string): Transport {
  const transport = nodemailer.createTransport({
    url,
    dnsTimeout: CONNECT_WITHIN_MS,
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    socketTimeout: ANSWER_WITHIN_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (to, raw) => {
    const sending = transport
      .sendMail({ envelope: { from, to: [to] }, raw })
      .then((): MailDelivery => ({ state: 'sent' }), smtpFailure);
    return withinTime(sending, GIVE_UP_AFTER_MS);
  };
}

/** Commands whose refusal is about this mail, not about us or the server. */
const ABOUT_THE_MAIL: readonly unknown[] = ['RCPT TO', 'DATA'];

function smtpFailure(error: unknown): MailDelivery {
  const reason = reasonOf(error);
  const { responseCode, command } = smtpFacts(error);
  if (responseCode !== undefined && responseCode >= 500 && ABOUT_THE_MAIL.includes(command))
    return { state: 'refused', reason };
  return { state: 'waiting', reason, isServerDown: !ABOUT_THE_MAIL.includes(command) };
}

function smtpFacts(error: unknown): { responseCode?: number; command?: string } {
  if (!(error instanceof Error)) return {};
  return {
    ...('responseCode' in error && typeof error.responseCode === 'number'
      ? { responseCode: error.responseCode }
      : {}),
    ...('command' in error && typeof error.command === 'string' ? { command: error.command } : {}),
  };
}

/** The same mail again writes the same file. */
function outboxTransport(folder: string): Transport {
  return async (_, raw, messageId) => {
    const [name = messageId] = messageId.split('@');
    const path = join(folder, `${name}.eml`);
    const incomplete = `${path}.${randomUUID()}.incomplete`;
    await mkdir(folder, { recursive: true });
    await writeFile(incomplete, raw);
    await rename(incomplete, path);
    return { state: 'sent' };
  };
}

async function withinTime(sending: Promise<MailDelivery>, ms: number): Promise<MailDelivery> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<MailDelivery>((resolve) => {
    timer = setTimeout(
      () => resolve({ state: 'waiting', reason: `no answer within ${ms / 1000} s`, isServerDown: true }),
      ms,
    );
  });
  try {
    return await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : String(error);
