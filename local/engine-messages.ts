/** What the system and the process of its engines tell each other. */
import * as z from 'zod';
import { uploadRecordSchema } from './upload-record.ts';

export const enginesConfigSchema = z.object({
  dataDir: z.string(),
  /** 0: any free port. Absent: the engine runs elsewhere. */
  s3Port: z.number().optional(),
  dynamodbPort: z.number().optional(),
  /** Uploads whose keys start otherwise raise no event. */
  eventPrefixes: z.array(z.string()),
  /** Uploads with a later sequencer are reported again: their events may have been lost. Absent: none. */
  eventsAfter: z.string().optional(),
  /** Records of the table's stream that every consumer is done with. */
  streamDoneUpTo: z.string().optional(),
});
export type EnginesConfig = z.infer<typeof enginesConfigSchema>;

export const fromEnginesSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    s3Port: z.number().optional(),
    table: z
      .object({
        /** The endpoint of the engine itself: for the system alone. */
        endpoint: z.url(),
        /** For everybody else, with the key of this run. */
        doorPort: z.number(),
        key: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
      })
      .optional(),
  }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
  z.object({ kind: z.literal('uploaded'), record: uploadRecordSchema }),
  /** Every upload that was acknowledged before the ping has been reported before the pong. */
  z.object({ kind: z.literal('pong'), id: z.number() }),
]);
export type FromEngines = z.infer<typeof fromEnginesSchema>;

export const toEnginesSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ping'), id: z.number() }),
  /** Uploads are refused from now on, and why; without a reason they are taken again. */
  z.object({ kind: z.literal('refuse'), reason: z.string().optional() }),
  /** The pages that may post to the bucket: those of these origins and no others. */
  z.object({ kind: z.literal('origins'), origins: z.array(z.string()) }),
  z.object({ kind: z.literal('stop') }),
]);
export type ToEngines = z.infer<typeof toEnginesSchema>;
