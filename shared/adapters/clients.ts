/** Connections to AWS, or to the engines that stand in for it on one machine. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { translateError } from './translate-error.ts';

export interface Connection {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly credentials?:
    | {
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        /** Temporary ones have it. */
        readonly sessionToken?: string;
      }
    | undefined;
  /** How long one answer may take; without it only whoever calls is limited, as a function is. */
  readonly answerLimitMs?: number | undefined;
  /** A bucket that lies elsewhere is asked there. */
  readonly followsRegion?: boolean;
}

/** Bounded: what three attempts do not mend is left to the queue's or the stream's retry. */
const MAX_ATTEMPTS = 3;

/** Copies every input and output for a logger that nobody has set: a seventh of a page's time. */
const SDK_LOGGER = 'loggerMiddleware';

type Send = <Input, Answer>(next: (input: Input) => Promise<Answer>) => (input: Input) => Promise<Answer>;
interface Furnishable {
  readonly middlewareStack: {
    remove(name: string): boolean;
    add(send: Send, options: { step: 'initialize'; priority: 'high'; name: string }): void;
  };
}

/** A client opens 50 connections; requests beyond them would wait within it, and it warns of them. */
const MOST_AT_ONCE = 48;

/** Lets so many through at once, the others in the order in which they came. */
function makeGate(places: number) {
  const waiting: (() => void)[] = [];
  let free = places;
  return async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

export function withoutLogger<Client extends Pick<Furnishable, 'middlewareStack'>>(client: Client): Client {
  client.middlewareStack.remove(SDK_LOGGER);
  return client;
}

/** What every client of a store has beside its connection. */
function furnished<Client extends Furnishable>(client: Client): Client {
  const pass = makeGate(MOST_AT_ONCE);
  withoutLogger(client).middlewareStack.add(
    (next) => async (input) => {
      try {
        return await pass(() => next(input));
      } catch (error) {
        throw translateError(error);
      }
    },
    // It goes around everything else: an error that is thrown has had its attempts.
    { step: 'initialize', priority: 'high', name: 'translateErrors' },
  );
  return client;
}

const given = ({ region, endpoint, credentials, answerLimitMs }: Connection) => ({
  maxAttempts: MAX_ATTEMPTS,
  ...(region === undefined ? {} : { region }),
  ...(endpoint === undefined ? {} : { endpoint }),
  ...(credentials === undefined ? {} : { credentials }),
  ...(answerLimitMs === undefined ? {} : { requestHandler: limited(answerLimitMs) }),
});

/** Connecting, waiting for the answer, and a pause within it. */
const limited = (limitMs: number) => ({
  connectionTimeout: limitMs,
  requestTimeout: limitMs,
  throwOnRequestTimeout: true,
  socketTimeout: limitMs,
});

export function createS3Client(connection: Connection = {}): S3Client {
  return furnished(
    new S3Client({
      ...given(connection),
      followRegionRedirects: connection.followsRegion === true,
      forcePathStyle: connection.endpoint !== undefined,
      // Checksums beyond what the operation demands cost time here and are unknown to some S3 servers.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
  );
}

export function createTableClient(
  connection: Connection = {},
  { maxAttempts = MAX_ATTEMPTS }: { readonly maxAttempts?: number | undefined } = {},
): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(furnished(new DynamoDBClient({ ...given(connection), maxAttempts })), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

export const createQueueClient = (connection: Connection = {}): SQSClient =>
  furnished(new SQSClient(given(connection)));

/** A mail's three attempts end before its lease does. */
const MAIL_TIMEOUTS = { connectionTimeout: 3000, requestTimeout: 10_000 };

/** The mailer reads its errors, and says mail by mail what they mean. */
export function createSesClient(connection: Connection = {}): SESv2Client {
  return new SESv2Client({ ...given(connection), requestHandler: MAIL_TIMEOUTS });
}
