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

export interface StageSettings {
  /** Part of stack names and of the bucket's name; never changed once deployed. */
  readonly name: 'Staging' | 'Production';
  readonly logRetention: RetentionDays;
  /** Who gets the alarms; each address confirms its subscription once. */
  readonly alarmMails: readonly string[];
  /** A name of the site's own; the certificate lies in us-east-1. Without one, CloudFront's name is used. */
  readonly site?: { readonly domainName: string; readonly certificateArn: string };
  /** Hosts whose pages are looked at, where reports are published; where left out, those of `publication-hosts.ts`. */
  readonly publicationHosts?: readonly string[];
  /** Who writes the reminders, and the verified identity of SES that lets it. Without it no mail is written. */
  readonly mail?: { readonly from: string; readonly identityArn: string };
  /** Who says who somebody is (OpenID Connect), instead of a mailed link or beside it. */
  readonly provider?: ProviderSettings;
}

export const STAGES: readonly StageSettings[] = [
  { name: 'Staging', logRetention: RetentionDays.TWO_WEEKS, alarmMails: [] },
  { name: 'Production', logRetention: RetentionDays.ONE_YEAR, alarmMails: [] },
];
