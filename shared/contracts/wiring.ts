/**
 * What starts which function, said once: `cdk/` makes AWS do it, `local/` does it on one machine.
 * A failure's meaning is what its alarm says.
 */
import type { Lane } from './bucket/object-keys.ts';

/** Folders of the bucket whose new objects start a function. */
type WatchedPrefix = `${Lane}/` | 'publication/' | 'orders/' | 'reconcile/' | 'mails/';

interface Common {
  readonly timeoutS: number;
  readonly memoryMb: number;
  /** Runs at once that are kept for it, and no more: what is asked too much starves nothing else. */
  readonly reservedConcurrency: number;
  /** Who is hurt when the function fails for good; the text of its alarm. */
  readonly failureMeans: string;
}
/** S3 event → SQS → function, with partial batch failure; after `maxReceives` a message is a dead letter. */
export interface QueueTrigger {
  readonly kind: 'object-queue';
  /** No two functions watch the same prefix. */
  readonly prefixes: readonly WatchedPrefix[];
  readonly batchSize: number;
  readonly maxReceives: number;
  readonly visibilityTimeoutS: number;
  /** After how long a failed message comes back: after its first receive, its second …; else with the timeout. */
  readonly retryDelaysS?: readonly number[];
  readonly maxConcurrency: number;
}
/**
 * DynamoDB stream → function. Only records whose sort key starts with one of `sortKeyPrefixes`. A stream has two readers at
 * most: ours is one, so that there is room for an operator's own.
 */
export interface StreamTrigger {
  readonly kind: 'table-stream';
  readonly sortKeyPrefixes: readonly string[];
  readonly batchSize: number;
  readonly maxBatchingWindowS: number;
  readonly maxRetries: number;
  /** Older changes are dead letters. */
  readonly maxRecordAgeS: number;
}
export interface ScheduleTrigger {
  readonly kind: 'schedule';
  /** EventBridge Scheduler expressions, in Asia/Shanghai; any of them starts the function. */
  readonly crons: readonly string[];
  readonly maxRetries: number;
}
interface HttpTrigger {
  readonly kind: 'http';
  /** Somebody should look when one request in twenty takes longer. */
  readonly slowMs: number;
}
/** What the mail service tells of mails it took → function; on one machine the mail server says all it says at once. */
interface MailEventsTrigger {
  readonly kind: 'mail-events';
  /** As EventBridge has them. */
  readonly source: string;
  readonly detailTypes: readonly string[];
  readonly maxRetries: number;
}
export type Trigger = QueueTrigger | StreamTrigger | ScheduleTrigger | MailEventsTrigger | HttpTrigger;
export const SCHEDULE_TIME_ZONE = 'Asia/Shanghai';
/** In a schedule's event: for when it is, which a late or repeated run has to know. */
export const SCHEDULED_TIME = 'scheduled-time';
/** In which the distribution shows functions that a request came through it. */
export const ORIGIN_HEADER = 'x-gouji-origin';
export const METRICS_NAMESPACE = 'Gouji';
/** Counted with every failure: a batch that answers which records failed, or an answer of 500, is no error to Lambda. */
export const FAILURES_METRIC = 'Failures';
/** What can never succeed: kept below `rejected/` and not tried again; has an alarm. */
export const REJECTED_METRIC = 'Rejected';
/** Mails that a mail server refused for good; has an alarm. */
export const REFUSED_METRIC = 'MailsRefused';

export const WIRING = {
  'receive-report': {
    trigger: {
      kind: 'object-queue',
      prefixes: ['inbox/', 'backfill/'],
      // Ten cost hardly more requests than one. A document that never finishes ends the function, and everything in its
      // batch, once: what comes back is handled last, one after the other.
      batchSize: 10,
      // What passes is tried again in seconds; what lasts has some twenty minutes to pass.
      retryDelaysS: [3, 10, 30, 90, 270, 810],
      maxReceives: 7,
      visibilityTimeoutS: 360,
      maxConcurrency: 50,
    },
    timeoutS: 60,
    memoryMb: 512,
    reservedConcurrency: 50,
    failureMeans:
      'Uploaded reports are not checked: agencies wait for their receipts, and totals lack their reports.',
  },
  'record-publication': {
    trigger: {
      kind: 'object-queue',
      prefixes: ['publication/'],
      batchSize: 10,
      retryDelaysS: [3, 10, 30, 90, 270, 810],
      maxReceives: 7,
      visibilityTimeoutS: 360,
      maxConcurrency: 5,
    },
    timeoutS: 60,
    memoryMb: 256,
    reservedConcurrency: 5,
    failureMeans:
      'Publications that operators record are not shown: reports stand as not published, or as published late.',
  },
  'follow-changes': {
    trigger: {
      kind: 'table-stream',
      sortKeyPrefixes: ['agency#', 'region#'],
      batchSize: 200,
      maxBatchingWindowS: 0,
      maxRetries: 10_000,
      // The stream keeps a change for 24 hours: six are left to whoever takes up what is a dead letter.
      maxRecordAgeS: 18 * 3600,
    },
    timeoutS: 120,
    memoryMb: 512,
    reservedConcurrency: 20,
    failureMeans:
      'Totals of some regions are stale until the change is replayed, and some reports keep a warning from a comparison that no longer holds, or lack one.',
  },
  'open-year': {
    // The first minute of the year: whoever files on 1 January has a year to file for. The nightly run comes behind it.
    trigger: { kind: 'schedule', crons: ['cron(1 0 1 JAN ? *)'], maxRetries: 2 },
    timeoutS: 900,
    memoryMb: 512,
    reservedConcurrency: 1,
    failureMeans: 'The new year is not open for some agencies until the nightly reconciliation has run.',
  },
  'reconcile-inbox': {
    trigger: { kind: 'schedule', crons: ['cron(30 3 * * ? *)'], maxRetries: 2 },
    // It only orders the night; on one machine, at a start, it looks through everything at once.
    timeoutS: 900,
    memoryMb: 512,
    reservedConcurrency: 1,
    failureMeans: 'Lost events and stale totals are not found and repaired; run `gouji verify` by hand.',
  },
  'reconcile-region': {
    trigger: {
      kind: 'object-queue',
      prefixes: ['reconcile/'],
      batchSize: 1,
      retryDelaysS: [60, 600, 3600],
      maxReceives: 4,
      visibilityTimeoutS: 360,
      // A nation's night is some ten thousand orders, of a few seconds each: within two hours.
      maxConcurrency: 10,
    },
    timeoutS: 60,
    memoryMb: 512,
    reservedConcurrency: 10,
    failureMeans:
      'Lost events and stale totals of some regions and years are not found and repaired; the message’s key says of which.',
  },
  'check-publication': {
    // At night portals have the fewest readers. Each run looks at the reports of one year.
    trigger: { kind: 'schedule', crons: ['cron(0 2 * * ? *)'], maxRetries: 2 },
    timeoutS: 900,
    memoryMb: 512,
    reservedConcurrency: 1,
    failureMeans: 'Nobody sees whether published reports are still where they were said to be.',
  },
  'summarise-compliance': {
    trigger: {
      kind: 'schedule',
      // The instants of `summary-slots.ts` of the domain. The last is for a 1 January that is a Monday: before `#` AWS
      // documents a number only, Sunday being 1.
      crons: [
        'cron(0 8 2-31 JAN ? *)',
        'cron(0 8 * FEB-APR ? *)',
        'cron(0 8 ? MAY-DEC MON *)',
        'cron(0 8 ? JAN 2#1 *)',
      ],
      maxRetries: 2,
    },
    timeoutS: 300,
    memoryMb: 512,
    reservedConcurrency: 1,
    failureMeans: 'No compliance summary is made this morning, and nobody is reminded of missing reports.',
  },
  'summarise-region': {
    trigger: {
      kind: 'object-queue',
      prefixes: ['orders/'],
      batchSize: 1,
      retryDelaysS: [60, 600, 3600],
      maxReceives: 4,
      visibilityTimeoutS: 3600,
      maxConcurrency: 5,
    },
    timeoutS: 600,
    // The nation's summary holds every agency of the country.
    memoryMb: 3008,
    reservedConcurrency: 5,
    failureMeans:
      'Some regions lack this morning’s summary, and their offices and agencies its mails; or an agency is not told what its office returned.',
  },
  'send-mail': {
    trigger: {
      kind: 'object-queue',
      prefixes: ['mails/'],
      batchSize: 1,
      // A mail server that pauses has four hours to come back. The first is longer than a dead run's lease.
      retryDelaysS: [90, 600, 3600, 10_800],
      maxReceives: 5,
      visibilityTimeoutS: 600,
      // What the mail server is asked at once, unless the stage says otherwise: SES begins with 14 mails a second.
      maxConcurrency: 5,
    },
    // A server that is slow to answer is given up within 45 s.
    timeoutS: 60,
    memoryMb: 256,
    reservedConcurrency: 20,
    failureMeans:
      'Some offices and agencies are not written to: reminders, receipts and letters about acts wait.',
  },
  'record-bounce': {
    trigger: {
      kind: 'mail-events',
      source: 'aws.ses',
      detailTypes: ['Email Bounced', 'Email Complaint Received'],
      maxRetries: 2,
    },
    timeoutS: 30,
    memoryMb: 256,
    reservedConcurrency: 2,
    failureMeans:
      'Nobody learns that mails to some addresses come back, and they are written to again: the mail service may stop sending.',
  },
  web: {
    trigger: { kind: 'http', slowMs: 2000 },
    timeoutS: 15,
    memoryMb: 1024,
    reservedConcurrency: 300,
    failureMeans: 'Readers of the dashboard and the API see errors.',
  },
  account: {
    trigger: { kind: 'http', slowMs: 3000 },
    // A mail is handed to its server once the answer has left.
    timeoutS: 60,
    memoryMb: 512,
    reservedConcurrency: 50,
    failureMeans: 'Nobody can sign in or out, and no mails with links are sent; public pages go on.',
  },
  downloads: {
    // Until the last line is sent.
    trigger: { kind: 'http', slowMs: 60_000 },
    // A nation's reports, a hundred thousand lines, are sent as they are read.
    timeoutS: 300,
    memoryMb: 1024,
    reservedConcurrency: 50,
    failureMeans:
      'Nobody can take tables, reports in bulk or the consolidated form along; pages still show them.',
  },
  office: {
    trigger: { kind: 'http', slowMs: 3000 },
    timeoutS: 15,
    memoryMb: 512,
    reservedConcurrency: 100,
    failureMeans:
      'Nobody can file a report from the page, and offices can’t act on any; programs still can file, and every page is still shown.',
  },
} as const satisfies Record<string, Common & { readonly trigger: Trigger }>;

/**
 * The paths that the function of downloads answers; every other is the web function's. `*` is any text, as CloudFront
 * has it.
 */
export const DOWNLOAD_PATHS = [
  '/regions/*/tables/*',
  '/regions/*/consolidated.docx',
  '/agencies/*/form.*',
  '/agencies/*/document.json',
  '/compare/tables/*',
  '/agencies/*/tables/*',
  '/compliance/*/tables/*',
  '/api/v1/regions/*.csv',
  '/api/v1/archive/*/*',
  '/api/v1/dictionary.csv',
] as const;

/** When an item of the table may be forgotten, in seconds; DynamoDB deletes it some time after. */
export const TTL_ATTRIBUTE = 'expiresAtEpochS';

/** The paths that the office function answers: nothing of them is kept anywhere. */
export const OFFICE_PATHS = [
  '/office/*',
  '/desk',
  '/desk/*',
  '/audit',
  '/audit/*',
  '/api/v1/agencies/*/years/*/acts',
  '/api/v1/login',
  '/api/v1/agencies/*/upload-credentials',
  '/api/v1/office/*',
] as const;

/** Where documents are posted to be checked; everything else that the web function answers is read. */
export const VALIDATE_PATH = '/api/v1/validate';

/** The paths that the function of signing in answers. */
export const ACCOUNT_PATH = '/account/*';

/** When a message that failed with its nth receive comes back. */
export const retryDelayS = (
  { retryDelaysS = [], visibilityTimeoutS }: Pick<QueueTrigger, 'retryDelaysS' | 'visibilityTimeoutS'>,
  receives: number,
): number => retryDelaysS[receives - 1] ?? visibilityTimeoutS;

export type FunctionName = keyof typeof WIRING;
export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(WIRING, name);

/** Functions that a queue of new objects starts. */
export type QueuedFunction = {
  [Name in FunctionName]: (typeof WIRING)[Name]['trigger'] extends QueueTrigger ? Name : never;
}[FunctionName];
