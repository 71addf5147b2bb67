import type { createPostbox } from '../../shared/adapters/bucket/postbox.ts';
import type { SendMail } from '../../shared/adapters/mail.ts';
import { parsePostedMailKey } from '../../shared/contracts/bucket/posted-mail.ts';
import { REFUSED_METRIC } from '../../shared/contracts/wiring.ts';
import { PermanentError, UnavailableError } from '../../shared/errors.ts';
import { createObjectHandler, type ObjectQueueDeps } from '../../shared/handlers/object-queue.ts';
import { sendMail, type SendDeps } from '../../shared/pipeline/send-mail.ts';

interface MailDeps extends Omit<SendDeps, 'send'> {
  readonly postbox: Pick<ReturnType<typeof createPostbox>, 'read'>;
  /** Without it there is no sender, and no mail is sent. */
  readonly send: SendMail | undefined;
}

/** One message a mail: whom the server puts off keeps nobody else waiting. */
export function createHandler({
  observer,
  queue,
  rejected,
  postbox,
  send,
  ...deps
}: MailDeps & ObjectQueueDeps) {
  return createObjectHandler(
    { observer, queue, rejected },
    {
      name: 'send-mail',
      what: 'mail',
      handle: async ({ key }) => {
        const name = parsePostedMailKey(key);
        if (!name) throw new PermanentError(`${key} is no mail`);
        if (!send) throw new UnavailableError('there is no sender of mails (MAIL_FROM)');
        const sent = await sendMail({ ...deps, send }, name, await postbox.read(name));
        const detail = { ...name.order, recipient: name.recipient };
        switch (sent.state) {
          case 'waiting':
            throw new UnavailableError(`the mail is left to be sent: ${sent.reason}`);
          case 'refused':
            observer.event('mail refused', { ...detail, reason: sent.reason });
            observer.count(REFUSED_METRIC);
            return;
          case 'sent':
            observer.count('MailsSent');
            return;
          case 'done':
            observer.event('mail was sent before', detail);
        }
      },
    },
  );
}
