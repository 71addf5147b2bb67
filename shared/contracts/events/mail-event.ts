/** What SES tells of a mail after it took it, as EventBridge hands it on: by SES's own id of the mail. */
import * as z from 'zod/mini';
import { makeInstant, type Instant } from '../../domain/basics/calendar.ts';
import { PermanentError } from '../../errors.ts';

const recipient = z.object({ emailAddress: z.string(), diagnosticCode: z.optional(z.string()) });
const detailSchema = z.object({
  mail: z.object({ messageId: z.string() }),
  bounce: z.optional(
    z.object({
      bounceType: z.string(),
      bounceSubType: z.optional(z.string()),
      bouncedRecipients: z.array(recipient),
    }),
  ),
  complaint: z.optional(
    z.object({
      complainedRecipients: z.array(recipient),
      complaintFeedbackType: z.optional(z.nullable(z.string())),
    }),
  ),
});
const eventSchema = z.object({ time: z.string(), detail: detailSchema });

export interface MailEvent {
  readonly kind: 'bounce' | 'complaint';
  /** A mailbox that is full may take the next one. */
  readonly isForGood: boolean;
  readonly providerId: string;
  readonly at: Instant;
  readonly recipients: readonly { readonly to: string; readonly reason: string }[];
}

/** Throws PermanentError for what is none. */
export function parseMailEvent(event: unknown): MailEvent {
  const parsed = eventSchema.safeParse(event);
  const epochMs = parsed.success ? Date.parse(parsed.data.time) : Number.NaN;
  if (!parsed.success || Number.isNaN(epochMs)) throw new PermanentError('the event tells of no mail');
  const { mail, bounce, complaint } = parsed.data.detail;
  const common = { providerId: mail.messageId, at: makeInstant(epochMs) };
  if (bounce)
    return {
      ...common,
      kind: 'bounce',
      isForGood: bounce.bounceType === 'Permanent',
      recipients: bounce.bouncedRecipients.map(({ emailAddress, diagnosticCode }) => ({
        to: emailAddress,
        reason: diagnosticCode ?? [bounce.bounceType, bounce.bounceSubType].join(' '),
      })),
    };
  if (!complaint) throw new PermanentError('the event tells neither of a bounce nor of a complaint');
  return {
    ...common,
    kind: 'complaint',
    isForGood: true,
    recipients: complaint.complainedRecipients.map(({ emailAddress }) => ({
      to: emailAddress,
      reason: complaint.complaintFeedbackType ?? 'complaint',
    })),
  };
}
