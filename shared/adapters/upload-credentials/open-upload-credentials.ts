/** Which way temporary credentials are made here: as the environment says. */
import { readFile } from 'node:fs/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { BucketEnv, UploadCredentialsEnv } from '../../contracts/store-env.ts';
import { countEpochMs, type Instant } from '../../domain/basics/calendar.ts';
import { createRoleIssuer } from './assume-role.ts';
import { createTokenIssuer } from './session-token.ts';
import type { IssueUploadCredentials } from './upload-credentials.ts';

/** `undefined` where nothing says how: with an S3 of somebody else's, credentials are theirs to give. */
export function openUploadCredentials(
  { UPLOAD_ROLE_ARN, UPLOAD_TOKENS_FILE, BUCKET_NAME }: UploadCredentialsEnv & BucketEnv,
  { client, now }: { readonly client: DynamoDBDocumentClient; readonly now: () => Instant },
): IssueUploadCredentials | undefined {
  if (UPLOAD_TOKENS_FILE !== undefined)
    return async (order) => {
      const secret = Buffer.from(await readFile(UPLOAD_TOKENS_FILE, 'utf8'), 'hex');
      return createTokenIssuer(secret, () => countEpochMs(now()))(order);
    };
  return UPLOAD_ROLE_ARN === undefined
    ? undefined
    : createRoleIssuer({ client, roleArn: UPLOAD_ROLE_ARN, bucketName: BUCKET_NAME });
}
