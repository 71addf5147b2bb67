/** Mails in the bucket, one each, from when they are written until they are sent: whose they are, in their keys. */
import * as z from 'zod/mini';
import { isIsoDay, tellChinaDay, type Instant } from '../../domain/basics/calendar.ts';
import type { Place } from '../../domain/basics/place.ts';
import { isRegionCode } from '../../domain/basics/region.ts';
import { instantSchema } from './receipt.ts';
import type { RegionOrder } from './summary-keys.ts';

/** A mail's place in the ledger of mails, by which it is sent once. */
export interface MailName {
  readonly order: RegionOrder;
  readonly recipient: string;
}

export const makePostedMailKey = ({ order: { slot, year, code }, recipient }: MailName): string =>
  `mails/${slot}/${year}/${code}/${encodeURIComponent(recipient)}.json`;

/** The letter that tells an agency what became of a report. */
export const nameReceiptLetter = (
  { district: code, agencyId, year }: Place,
  { submissionId, receivedAt }: { readonly submissionId: string; readonly receivedAt: Instant },
): MailName => ({
  order: { code, year, slot: tellChinaDay(receivedAt) },
  recipient: `receipt#${agencyId}#${submissionId}`,
});

const POSTED_MAIL_KEY = /^mails\/([^/]+)\/([0-9]{4})\/([0-9]{6})\/([^/]+)\.json$/;

/** The mail that a key names, or `undefined` where the key does not fit the pattern. */
export function parsePostedMailKey(key: string): MailName | undefined {
  const [, slot = '', year, code = '', recipient] = POSTED_MAIL_KEY.exec(key) ?? [];
  if (recipient === undefined || !isIsoDay(slot) || !isRegionCode(code)) return undefined;
  return { order: { slot, year: Number(year), code }, recipient: decodeURIComponent(recipient) };
}

export const postedMailSchema = z.object({
  v: z.literal(1),
  to: z.string(),
  messageId: z.string(),
  date: instantSchema,
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});
