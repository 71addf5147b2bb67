/** How functions write mails: by SES, or by the SMTP server that the stage names. */
import { SecretValue } from 'aws-cdk-lib';
import type { EnvironmentOf } from '../environments.ts';
import type { StageSettings } from '../stages.ts';
import type { WorkerFunction } from './worker-function.ts';

type Mailer = 'account' | 'send-mail';

/** Where a connection begins with TLS; at every other it has to be asked for before the password is said. */
const TLS_PORT = 465;

export const describeMail = ({ mail }: Pick<StageSettings, 'mail'>) =>
  ({
    MAIL_FROM: mail?.from,
    SMTP_URL: mail && 'smtp' in mail ? writeSmtpUrl(mail.smtp) : undefined,
  }) satisfies Partial<EnvironmentOf<Mailer>>;

/** A server of one's own is asked with its password; SES with the function's rights, on its `sets`, too. */
export function allowMail(
  worker: WorkerFunction<Mailer>,
  { mail }: Pick<StageSettings, 'mail'>,
  sets: readonly string[] = [],
): void {
  if (mail && 'identityArn' in mail)
    worker.allow(['ses:SendEmail', 'ses:SendRawEmail'], [mail.identityArn, ...sets]);
}

function writeSmtpUrl({ host, port, secretName }: SmtpSettings): string {
  const read = (jsonField: string): string =>
    SecretValue.secretsManager(secretName, { jsonField }).unsafeUnwrap();
  const [scheme, demand] = port === TLS_PORT ? ['smtps', ''] : ['smtp', '/?requireTLS=true'];
  return `${scheme}://${read('user')}:${read('password')}@${host}:${port}${demand}`;
}

type SmtpSettings = Extract<StageSettings['mail'], { smtp: unknown }>['smtp'];
