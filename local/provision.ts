/** What the stateful stack makes on AWS: the bucket and the table, with their names on one machine. */
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { createS3Client } from '../shared/adapters/clients.ts';
import { TTL_ATTRIBUTE } from '../shared/contracts/wiring.ts';
import { LOCAL_CREDENTIALS } from './local-credentials.ts';
import { LOCAL_REGION } from './upload-record.ts';

export const LOCAL_BUCKET = 'gouji';
export const LOCAL_TABLE = 'gouji';

export const TABLE_DEFINITION = {
  TableName: LOCAL_TABLE,
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
} as const satisfies Partial<CreateTableCommandInput>;

export interface LocalEnvironment {
  readonly BUCKET_NAME: string;
  readonly TABLE_NAME: string;
  readonly S3_ENDPOINT: string;
  readonly DYNAMODB_ENDPOINT: string;
  readonly AWS_REGION: string;
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
}

/** What a function finds in its environment on one machine. */
export const makeLocalEnvironment = (s3Endpoint: string, dynamodbEndpoint: string): LocalEnvironment => ({
  BUCKET_NAME: LOCAL_BUCKET,
  TABLE_NAME: LOCAL_TABLE,
  S3_ENDPOINT: s3Endpoint,
  DYNAMODB_ENDPOINT: dynamodbEndpoint,
  AWS_REGION: LOCAL_REGION,
  AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
});

/** Makes what is not there yet. */
export async function provision({ S3_ENDPOINT, DYNAMODB_ENDPOINT }: LocalEnvironment): Promise<void> {
  const connection = { region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  const s3 = createS3Client({ ...connection, endpoint: S3_ENDPOINT });
  const dynamodb = new DynamoDBClient({ ...connection, endpoint: DYNAMODB_ENDPOINT });
  try {
    await s3.send(new CreateBucketCommand({ Bucket: LOCAL_BUCKET })).catch((error: unknown) => {
      if (!(error instanceof S3ServiceException && error.name.startsWith('BucketAlready'))) throw error;
    });
    await dynamodb
      .send(new CreateTableCommand({ ...TABLE_DEFINITION, BillingMode: 'PAY_PER_REQUEST' }))
      .catch((error: unknown) => {
        if (!(error instanceof ResourceInUseException)) throw error;
      });
    await forgetWhatEnds(dynamodb);
  } finally {
    s3.destroy();
    dynamodb.destroy();
  }
}

/** A folder of an earlier version has the table without it; asked for again where it is there, it is refused. */
async function forgetWhatEnds(dynamodb: DynamoDBClient): Promise<void> {
  const { TimeToLiveDescription } = await dynamodb.send(
    new DescribeTimeToLiveCommand({ TableName: LOCAL_TABLE }),
  );
  if (TimeToLiveDescription?.AttributeName === TTL_ATTRIBUTE) return;
  await dynamodb.send(
    new UpdateTimeToLiveCommand({
      TableName: LOCAL_TABLE,
      TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true },
    }),
  );
}
