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
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import MailComposer from 'nodemailer/lib/mail-composer';
import Mailer from 'nodemailer/lib/mailer';
import SMTPTransport from 'nodemailer/lib/smtp-transport';
import { countEpochMs, type Instant } from '../domain/basics/calendar.ts';
import { createSesClient } from './clients.ts';

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
  /** `providerId`: by which the server tells later what became of it, where it does. */
  | { readonly state: 'sent'; readonly providerId?: string | undefined }
  /** For good: another try would be refused, too. `isAddress`: and any other mail to this address. */
  | { readonly state: 'refused'; readonly reason: string; readonly isAddress?: boolean }
  | { readonly state: 'waiting'; readonly reason: string };

export type SendMail = (mail: OutgoingMail) => Promise<MailDelivery>;

/** Takes a composed mail. */
type Transport = (to: string, raw: Buffer, messageId: string) => Promise<MailDelivery>;

/** Within a mail's lease in the ledger. */
const GIVE_UP_AFTER_MS = 45_000;
const CONNECT_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 20_000;

/** To the SMTP server, where there is one; else into the folder, where there is one; else to SES. */
export function createMailer({
  from,
  smtpUrl,
  outbox,
  configurationSet,
  ses,
}: {
  readonly from: string;
  readonly smtpUrl?: string | undefined;
  readonly outbox?: string | undefined;
  readonly configurationSet?: string | undefined;
  readonly ses: () => SESv2Client;
}): SendMail {
  const transport =
    smtpUrl !== undefined
      ? smtpTransport(from, smtpUrl)
      : outbox !== undefined
        ? outboxTransport(outbox)
        : sesTransport(ses(), configurationSet);
  return async (mail) => transport(mail.to, await compose(from, mail), mail.messageId);
}

interface MailEnv {
  readonly MAIL_FROM?: string | undefined;
  readonly SMTP_URL?: string | undefined;
  readonly OUTBOX_DIR?: string | undefined;
  readonly MAIL_CONFIGURATION_SET?: string | undefined;
}

/** Without a sender no mail is written. `siteUrl`: where links in mails lead, asked for each run. */
export function openMail(
  {
    MAIL_FROM: from,
    SMTP_URL: smtpUrl,
    OUTBOX_DIR: outbox,
    MAIL_CONFIGURATION_SET: configurationSet,
  }: MailEnv,
  siteUrl: () => string | undefined,
) {
  if (from === undefined) return undefined;
  const ses = () => createSesClient();
  return { from, siteUrl, send: createMailer({ from, smtpUrl, outbox, configurationSet, ses }) };
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
    date: new Date(countEpochMs(date)),
    // No answering machine answers to it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    textEncoding: 'base64',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  message.baseBoundary = createHash('sha256').update(messageId).digest('hex').slice(0, 16);
  return message.build();
}

/** SES gives each mail a Message-ID of its own in place of ours, and tells it. */
function sesTransport(client: SESv2Client, configurationSet: string | undefined): Transport {
  return async (to, raw) => {
    try {
      const { MessageId: providerId } = await client.send(
        new SendEmailCommand({
          Destination: { ToAddresses: [to] },
          Content: { Raw: { Data: raw } },
          ConfigurationSetName: configurationSet,
        }),
      );
      return { state: 'sent', providerId };
    } catch (error) {
      const reason = reasonOf(error);
      if (error instanceof MessageRejected || error instanceof BadRequestException)
        return { state: 'refused', reason };
      return { state: 'waiting', reason };
    }
  };
}

function smtpTransport(from: string, url: string): Transport {
  // Each mail has a connection of its own: one that a sleeping function kept would be dead. (Not `createTransport`, which
  // would bring every way of nodemailer's into the bundle.)
  const mailer = new Mailer(
    new SMTPTransport({
      url,
      dnsTimeout: CONNECT_WITHIN_MS,
      connectionTimeout: CONNECT_WITHIN_MS,
      greetingTimeout: CONNECT_WITHIN_MS,
      socketTimeout: ANSWER_WITHIN_MS,
    }),
  );
  return async (to, raw) => {
    const signal = AbortSignal.timeout(GIVE_UP_AFTER_MS);
    try {
      await mailer.sendMail({ envelope: { from, to: [to] }, raw, signal });
      return { state: 'sent' };
    } catch (error) {
      return smtpFailure(error);
    }
  };
}

/** Commands whose refusal is about this mail, not about us or the server. */
const ABOUT_THE_MAIL: readonly unknown[] = ['RCPT TO', 'DATA'];

/**
 * Enhanced status codes (RFC 3463): no such mailbox or domain, or one that is disabled. Servers refuse whom they do not relay for
 * at the same command, and a mailbox that is full today: neither is the address's fault.
 */
const NO_SUCH_ADDRESS = /^5\d\d[ -]5\.(?:1\.\d{1,3}|2\.1)\b/;

function smtpFailure(error: unknown): MailDelivery {
  const reason = reasonOf(error);
  const { responseCode, command, response = '' } = smtpFacts(error);
  if (responseCode !== undefined && responseCode >= 500 && ABOUT_THE_MAIL.includes(command))
    return { state: 'refused', reason, isAddress: command === 'RCPT TO' && NO_SUCH_ADDRESS.test(response) };
  return { state: 'waiting', reason };
}

function smtpFacts(error: unknown): { responseCode?: number; command?: string; response?: string } {
  if (!(error instanceof Error)) return {};
  return {
    ...('responseCode' in error && typeof error.responseCode === 'number'
      ? { responseCode: error.responseCode }
      : {}),
    ...('response' in error && typeof error.response === 'string' ? { response: error.response } : {}),
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

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : String(error);
