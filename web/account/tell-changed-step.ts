/** The person is told by mail of another second step: if it was somebody else, they learn of it. */
import { tellOrigin } from '../../shared/pipeline/account/site-address.ts';
import { writeSecondStepMail, type StepChange } from '../../shared/letters/second-step-mail.ts';
import type { AccountContext, AccountDeps } from './ports.ts';

/** What was done stays done where the mail does not leave. */
export async function tellChangedStep(
  c: AccountContext,
  { send, secrets, siteUrl, now, log }: AccountDeps,
  mail: string,
  change: StepChange,
): Promise<void> {
  const origin = tellOrigin(siteUrl(), c.req.url);
  if (!send || origin === undefined) return;
  const at = now();
  const delivery = await send({
    to: mail,
    messageId: `second-step-${secrets.hash(secrets.newToken())}@${new URL(origin).hostname}`,
    date: at,
    ...writeSecondStepMail({ change, origin, at }),
  });
  if (delivery.state !== 'sent')
    log.error('a person was not told of their second step', {
      requestId: crypto.randomUUID(),
      error: new Error(`${delivery.state}: ${delivery.reason}`),
    });
}
