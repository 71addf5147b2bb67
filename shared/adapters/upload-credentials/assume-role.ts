/**
 * Temporary credentials on AWS: STS lends the role for uploads, cut down to one place by a policy of the session. The one call is
 * signed by the table's client; STS's own client would be as large as the rest of the function.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { listScopedPrefixes, type UploadScope } from '../../contracts/bucket/upload-scope.ts';
import { UnavailableError } from '../../errors.ts';
import { translateError } from '../translate-error.ts';
import { checkOrder, type IssueUploadCredentials } from './upload-credentials.ts';

interface AssumeRoleOptions {
  readonly client: DynamoDBDocumentClient;
  readonly roleArn: string;
  readonly bucketName: string;
  /** In tests. */
  readonly endpoint?: string | undefined;
}

const ANSWER_LIMIT_MS = 5_000;
const FORM = 'application/x-www-form-urlencoded; charset=utf-8';

export function createRoleIssuer({
  client,
  roleArn,
  bucketName,
  endpoint,
}: AssumeRoleOptions): IssueUploadCredentials {
  const [, partition = 'aws'] = roleArn.split(':');
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return async (order) => {
    checkOrder(order);
    const body = new URLSearchParams({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: roleArn,
      RoleSessionName: order.sessionName,
      DurationSeconds: String(order.ttlS),
      Policy: writeSessionPolicy(order.scope, `arn:${partition}:s3:::${bucketName}`),
    }).toString();
    const region = await client.config.region();
    const url = new URL(endpoint ?? `https://sts.${region}.${suffix}/`);
    const signer = await client.config.signer();
    const { headers } = await signer.sign(
      {
        method: 'POST',
        protocol: url.protocol,
        hostname: url.hostname,
        path: '/',
        headers: { host: url.host, 'content-type': FORM },
        body,
      },
      { signingRegion: region, signingService: 'sts' },
    );
    return readAnswer(
      await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(ANSWER_LIMIT_MS) }).catch(
        (error: unknown) => {
          throw translateError(error instanceof TypeError ? error.cause : error);
        },
      ),
    );
  };
}

/** What the session may do is what the role may and this allows. */
export function writeSessionPolicy(scope: UploadScope, bucketArn: string): string {
  const { puts, gets } = listScopedPrefixes(scope);
  const allow = (actions: readonly string[], prefixes: readonly string[]) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: prefixes.map((prefix) => `${bucketArn}/${prefix}*`),
  });
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [allow(['s3:PutObject'], puts), allow(['s3:GetObject', 's3:GetObjectVersion'], gets)],
  });
}

async function readAnswer(response: Response): Promise<Awaited<ReturnType<IssueUploadCredentials>>> {
  const xml = await response.text();
  const read = (name: string): string => new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1] ?? '';
  if (response.status === 429 || response.status >= 500)
    throw new UnavailableError(`STS answered ${response.status}`);
  const expiresAtEpochMs = Date.parse(read('Expiration'));
  if (!response.ok || Number.isNaN(expiresAtEpochMs))
    throw new Error(`STS lends no credentials: ${response.status} ${read('Code')} ${read('Message')}`);
  return {
    accessKeyId: read('AccessKeyId'),
    secretAccessKey: read('SecretAccessKey'),
    sessionToken: read('SessionToken'),
    expiresAtEpochMs,
  };
}
