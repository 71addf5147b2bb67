/** The event record of an upload, as S3 delivers it. */
import * as z from 'zod';
import type { Version } from './version-journal.ts';

export const LOCAL_REGION = 'us-east-1';

export const uploadRecordSchema = z.object({
  eventVersion: z.literal('2.1'),
  eventSource: z.literal('aws:s3'),
  awsRegion: z.string(),
  eventTime: z.string(),
  eventName: z.string(),
  userIdentity: z.object({ principalId: z.string() }),
  requestParameters: z.object({ sourceIPAddress: z.string() }),
  responseElements: z.record(z.string(), z.string()),
  s3: z.object({
    s3SchemaVersion: z.literal('1.0'),
    configurationId: z.string(),
    bucket: z.object({
      name: z.string(),
      ownerIdentity: z.object({ principalId: z.string() }),
      arn: z.string(),
    }),
    object: z.object({
      /** URL-encoded, as in a query string. */
      key: z.string(),
      size: z.number(),
      eTag: z.string(),
      versionId: z.string(),
      sequencer: z.string(),
    }),
  }),
});
export type UploadRecord = z.infer<typeof uploadRecordSchema>;

const encodedKey = (key: string): string =>
  encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');

/** The key as it was uploaded. */
export const keyOfRecord = ({ s3 }: UploadRecord): string =>
  decodeURIComponent(s3.object.key.replaceAll('+', ' '));

export function uploadRecord(
  { key, id, sizeBytes, md5, lastModifiedEpochMs, completedEpochMs, principalId = 'LOCAL' }: Version,
  { bucket, eventName, sourceIp }: { bucket: string; eventName: string; sourceIp: string },
): UploadRecord {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: LOCAL_REGION,
    eventTime: new Date(completedEpochMs ?? lastModifiedEpochMs).toISOString(),
    eventName,
    userIdentity: { principalId },
    requestParameters: { sourceIPAddress: sourceIp },
    responseElements: { 'x-amz-request-id': id },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'inbox',
      bucket: { name: bucket, ownerIdentity: { principalId: 'LOCAL' }, arn: `arn:aws:s3:::${bucket}` },
      object: { key: encodedKey(key), size: sizeBytes, eTag: md5, versionId: id, sequencer: id },
    },
  };
}
