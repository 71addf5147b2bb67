/** What differs between deployments, as data: no lookups, no branches in the stacks. */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** A provider of identities; docs/sign-in-provider.md explains each. */
interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** In Secrets Manager: where the client's secret, or its private key in PEM, lies as plain text. */
  readonly secretName?: string;
  readonly keyName?: string;
  /** What the page calls it. */
  readonly name?: string;
  readonly scope?: string;
  readonly mailClaim?: string;
  readonly nameClaim?: string;
  readonly acceptsUnverifiedMail?: boolean;
  /** What offices and operators must show of it; without either they type a code from their telephone. */
  readonly officeAcr?: readonly string[];
  readonly officeAmr?: readonly string[];
}

/** Requests of one address, by AWS WAF before the distribution. */
export interface FirewallSettings {
  /** Counted only, to see who would be refused; or refused with 429 until the five minutes are over. */
  readonly action: 'count' | 'block';
  /** `costly`: instants of the past, searches, what is taken along. AWS takes 10 and more. */
  readonly requestsPer5Minutes: { readonly all: number; readonly costly: number };
  /** What the stack `…Firewall` of us-east-1 told, where the stage lies elsewhere: CloudFormation names nothing of another region. */
  readonly webAclArn?: string;
}

export interface StageSettings {
  /** Part of stack names and of the bucket's name; never changed once deployed. */
  readonly name: 'Staging' | 'Production' | 'China';
  /** Where it is deployed. Production states both: what is meant for it never lands where the command line happens to point. */
  readonly account?: string;
  readonly region?: string;
  /** On everything of the stage, beside `project` and `stage`: cost centres and the like. */
  readonly tags?: Readonly<Record<string, string>>;
  /** What functions run on, unless it is said otherwise; not every region has `arm64`. */
  readonly architecture?: 'x86_64';
  readonly logRetention: RetentionDays;
  /** Who gets the alarms; each address confirms its subscription once. */
  readonly alarmMails: readonly string[];
  /** What the account may cost a month; 80% of it, and a forecast beyond it, are told as alarms are. */
  readonly monthlyBudget: { readonly amount: number; readonly currency: 'USD' | 'CNY' };
  /**
   * What stands before the functions: CloudFront unless it is said otherwise, or an HTTP API alone, for regions where CloudFront
   * can't ask functions, as in China. That one needs a `site`.
   */
  readonly edge?: 'http-api';
  /**
   * A name of the site's own; the certificate lies in us-east-1 for CloudFront, in the stage's region for an HTTP API. Without one,
   * CloudFront's name is used.
   */
  readonly site?: { readonly domainName: string; readonly certificateArn: string };
  /** GB/T 2260 code of the region that the site begins with, as `450200` for a city's own; without it, the top of what is loaded. */
  readonly homeRegion?: string;
  /** Without it nobody is counted: see docs/operations.md. */
  readonly firewall?: FirewallSettings;
  /** Hosts whose pages are looked at, where reports are published; where left out, those of `publication-hosts.ts`. */
  readonly publicationHosts?: readonly string[];
  /**
   * Who writes the reminders, and by what: the verified identity of SES that lets it, or an SMTP server; without it no mail is written.
   * The secret in Secrets Manager is JSON with `user` and `password`, both as an address has them (`@` is `%40`).
   */
  readonly mail?: {
    readonly from: string;
    /** Mails that are handed over at once (2 to 20), by the server's quota: each takes some 0.3 s. Five where left out. */
    readonly atOnce?: number;
  } & (
    | { readonly identityArn: string }
    | { readonly smtp: { readonly host: string; readonly port: number; readonly secretName: string } }
  );
  /**
   * Where a second copy of the bucket is kept: the ARN of a bucket with versions, in another region or account; the account
   * where it is another one. Left out, there is none.
   */
  readonly replica?: { readonly bucketArn: string; readonly account?: string };
  /**
   * Whether each function's runs are reserved (`wiring.ts`); unless it is said otherwise. An account needs their sum and a hundred:
   * a new one may have fewer, until its quota is raised.
   */
  readonly reservesConcurrency?: false;
  /**
   * New versions of what people wait for are tried on one request in ten first; unless it is said otherwise, at once on all.
   * `at-once`: for the deployments of a stage that has stated it which must not wait, such as a switch to other stores.
   */
  readonly releasesGradually?: true | 'at-once';
  /** What the table may be asked a second, as a fuse: beyond it requests are throttled, and tried again. */
  readonly tableLimit: { readonly readUnits: number; readonly writeUnits: number };
  /** What the table must be able to do from one moment to the next; paid once as it is raised. For January. */
  readonly tableWarmth?: { readonly readUnits: number; readonly writeUnits: number };
  /** A restored table that is worked with instead of the stage's own (docs/operations.md): its name, and the ARN of its stream. */
  readonly table?: { readonly name: string; readonly streamArn: string };
  /** A bucket that is worked with instead of the stage's own. */
  readonly bucketName?: string;
  /** Who says who somebody is (OpenID Connect), instead of a mailed link or beside it. */
  readonly provider?: ProviderSettings;
}

export const STAGES: readonly StageSettings[] = [
  {
    name: 'Staging',
    logRetention: RetentionDays.TWO_WEEKS,
    alarmMails: [],
    monthlyBudget: { amount: 50, currency: 'USD' },
    reservesConcurrency: false,
    tableLimit: { readUnits: 2000, writeUnits: 1000 },
  },
  {
    name: 'Production',
    logRetention: RetentionDays.THIRTEEN_MONTHS,
    alarmMails: [],
    monthlyBudget: { amount: 500, currency: 'USD' },
    tableLimit: { readUnits: 20_000, writeUnits: 10_000 },
  },
];

/** Beijing and Ningxia: a partition of its own, with other accounts, and without much of what the others have (docs/operations.md). */
export const CHINA: StageSettings = {
  name: 'China',
  region: 'cn-northwest-1',
  edge: 'http-api',
  architecture: 'x86_64',
  logRetention: RetentionDays.THIRTEEN_MONTHS,
  alarmMails: [],
  monthlyBudget: { amount: 3500, currency: 'CNY' },
  tableLimit: { readUnits: 20_000, writeUnits: 10_000 },
};

const isInChina = ({ region }: StageSettings): boolean => region?.startsWith('cn-') === true;

/** What a stage has to state before anything is made of it. Where nobody is hurt by a failure, nobody need be told. */
export const listMissing = (stage: StageSettings): string[] => {
  const { name, account, region, alarmMails, edge, site, mail, homeRegion } = stage;
  const missing = {
    account: name !== 'Staging' && account === undefined,
    region: name !== 'Staging' && region === undefined,
    alarmMails: name !== 'Staging' && alarmMails.length === 0,
    site: edge === 'http-api' && site === undefined,
    "edge: 'http-api'": isInChina(stage) && edge === undefined,
    'homeRegion (six digits)': homeRegion !== undefined && !/^[0-9]{6}$/.test(homeRegion),
    'mail.smtp': isInChina(stage) && mail !== undefined && !('smtp' in mail),
  };
  return Object.entries(missing).flatMap(([what, isMissing]) => (isMissing ? [what] : []));
};
