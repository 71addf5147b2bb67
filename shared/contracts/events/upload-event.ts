/** The S3 event that a queue message carries. A hint: key, version and sequencer; the object is the truth. */
import * as z from 'zod/mini';
import { parseInstant, type Instant } from '../../domain/basics/calendar.ts';
import { PermanentError } from '../../errors.ts';

const s3EventSchema = z.union([
  z.object({
    Records: z.array(
      z.object({
        eventName: z.string(),
        eventTime: z.optional(z.string()),
        userIdentity: z.optional(z.object({ principalId: z.optional(z.string()) })),
        s3: z.object({
          object: z.object({
            key: z.string(),
            versionId: z.optional(z.string()),
            sequencer: z.string().check(z.regex(/^[0-9A-Fa-f]+$/)),
          }),
        }),
      }),
    ),
  }),
  /** S3 sends one when the notification is set up. */
  z.pipe(
    z.object({ Event: z.literal('s3:TestEvent') }),
    z.transform(() => ({ Records: [] })),
  ),
]);

export interface UploadHint {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly sequencer: string;
  /** Whose credentials it came with: `AWS:<role>:<session>`. */
  readonly principalId?: string | undefined;
  /** When S3 had all of it. */
  readonly completedAt?: Instant | undefined;
}

/** Throws PermanentError where the body is no S3 event. */
export function parseUploadEvent(body: string): UploadHint[] {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    throw new PermanentError('the message is not JSON', { cause });
  }
  const parsed = s3EventSchema.safeParse(json);
  if (!parsed.success) throw new PermanentError('the message is not an S3 event', { cause: parsed.error });
  return parsed.data.Records.filter(({ eventName }) => eventName.startsWith('ObjectCreated:')).map(
    ({ eventTime, userIdentity, s3: { object } }) => ({
      key: decodedKey(object.key),
      versionId: object.versionId,
      sequencer: object.sequencer,
      principalId: userIdentity?.principalId,
      completedAt: eventTime === undefined ? undefined : parseInstant(eventTime),
    }),
  );
}

/** S3 encodes keys in events as in a query string. */
function decodedKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (cause) {
    throw new PermanentError('the key in the S3 event is not encoded as S3 does it', { cause });
  }
}
