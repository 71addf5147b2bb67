/** What signing in needs of the table, of mails, and of the machine. */
import type { Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import type { SendMail } from '../../shared/adapters/mail.ts';
import type { KeptMail } from '../../shared/adapters/outbox.ts';
import type { AuditTrail } from '../../shared/adapters/table/audit-trail.ts';
import type { CredentialRecords } from '../../shared/adapters/table/credential-records.ts';
import type { AccountRecords } from '../../shared/adapters/table/account-records.ts';
import type { PlaceNames } from '../../shared/adapters/table/place-names.ts';
import type { NewAuditEntry } from '../../shared/domain/authority/audit-entry.ts';
import type { EnteredBy } from '../../shared/domain/authority/session.ts';
import type { StepDone } from '../../shared/domain/authority/step-done.ts';
import type { OpenIdDoor } from '../../shared/adapters/sign-in/openid-door.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import type { CredentialDeps } from '../../shared/pipeline/credentials/credential-deps.ts';
import type { Person } from '../../shared/pipeline/account/find-person.ts';
import type { SignedIn } from '../../shared/pipeline/account/sessions.ts';
import type { SecondStepDeps } from '../../shared/pipeline/second-step.ts';
import type { Assets, WebDeps } from '../ports.ts';
import type { PageContext } from '../site/page-context.ts';

export interface AccountDeps {
  readonly accounts: AccountRecords;
  /** Names of regions and agencies, for whoever grants something there. */
  readonly places: PlaceNames;
  /** Who signed in, and who failed at the second step. */
  readonly trail: Pick<AuditTrail, 'append'>;
  readonly secrets: CredentialDeps['secrets'];
  readonly credentials: CredentialRecords;
  /** Without it nobody is sent a link. */
  readonly send: SendMail | undefined;
  /** A provider of identities, where the deployment names one. */
  readonly provider?: OpenIdDoor | undefined;
  /**
   * Codes from a telephone, where no second factor is demanded of the provider. Without them an office's grants hold where a
   * provider gave a second step, and nowhere else.
   */
  readonly secondStep?: Omit<SecondStepDeps, 'now'> | undefined;
  readonly now: () => Instant;
  /** Work that the answer does not wait for: how long it takes tells nobody anything. Where it has to, it resolves afterwards. */
  readonly later: (work: () => Promise<void>) => Promise<void>;
  /** Where the site is, as it was configured; without it nobody can sign in. */
  readonly siteUrl: () => string | undefined;
  /** The network address that a request comes from, where it tells one reader from another. */
  readonly caller: (request: Request) => string | undefined;
  /** The demonstration's persons: on one machine with synthetic data alone. */
  readonly demonstration?: (() => Promise<readonly DemonstrationPerson[]>) | undefined;
  /** The newest mails, where they lie on this machine. */
  readonly mailbox?: (() => Promise<readonly KeptMail[]>) | undefined;
  readonly assets: Omit<Assets, 'files'>;
  readonly log: WebDeps['log'];
}

interface DemonstrationPerson {
  readonly mail: string;
  readonly name: string;
}

/** What is known of whoever asks, before a route answers. */
export interface SignedInEnv {
  Variables: { signedIn: SignedIn | undefined };
}
export type AccountContext = Context<SignedInEnv>;

/** A person whose identity is shown, however: the session begins. */
interface Entering {
  readonly mail: string;
  readonly by: EnteredBy;
  readonly step?: StepDone | undefined;
}
/** `told`: what the audit trail tells of it. Ends the session that this browser had, and gives it another one. */
export type BeginSession = (
  c: AccountContext,
  entering: Entering,
  told: readonly NewAuditEntry[],
) => Promise<void>;
/** The same for a person who was found, and on to the page that was to be seen, by way of the second step where it is wanted. */
export type Enter = (
  c: AccountContext,
  entering: Omit<Entering, 'mail'> & { readonly person: Person; readonly returnTo: string },
) => Promise<Response>;

/** A way to sign in: what the page of signing in shows of it, and the addresses that it answers. */
export interface SignInDoor {
  readonly panel: (page: PageContext, returnTo: string) => Child | Promise<Child>;
  readonly route: (app: Hono<SignedInEnv>, enter: Enter) => void;
}
