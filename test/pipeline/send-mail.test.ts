/** A mail is sent once, whatever is delivered twice; what comes back is on record, and its address is written to no more. */
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHandler as createBounceHandler } from '../../functions/record-bounce/handler.ts';
import { createHandler } from '../../functions/send-mail/handler.ts';
import { createPostbox } from '../../shared/adapters/bucket/postbox.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { createMailer, type MailDelivery, type OutgoingMail } from '../../shared/adapters/mail.ts';
import { openSummaries } from '../../shared/adapters/open.ts';
import type { SummaryLedger } from '../../shared/adapters/table/summary-ledger.ts';
import {
  makePostedMailKey,
  parsePostedMailKey,
  type MailName,
} from '../../shared/contracts/bucket/posted-mail.ts';
import { REFUSED_METRIC } from '../../shared/contracts/wiring.ts';
import { countEpochMs, makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { readContacts } from '../../shared/pipeline/read-contacts.ts';
import { LEASE_MS, sendMail, type SendDeps } from '../../shared/pipeline/send-mail.ts';
import type { Observer } from '../../shared/runtime/observe.ts';
import { instant, isoDay } from '../support/a-summary.ts';
import { aBucket, aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency } from '../support/filing-desk.ts';
import { keptRejections } from '../support/kept-rejections.ts';
import { startMailServer } from '../support/mail-server.ts';
import { A_CONTEXT } from '../support/queue-event.ts';

const DISTRICT = '450205';
const START = instant('2025-01-24T00:00Z');
let engines: TestEngines;
let store: Store;
let ledger: SummaryLedger;
let bucketName: string;
let now: Instant;
let names = 0;
let claims = 0;

beforeAll(async () => {
  engines = await startEngines();
  bucketName = await aBucket(engines, 'mails');
  store = await aStore(
    { ...engines, bucket: bucketName },
    {
      regions: [{ code: DISTRICT, name: '柳北区' }],
      roster: [
        anAgency('jyj', DISTRICT, { mail: 'Gone@example.cn' }),
        anAgency('wjw', DISTRICT, { mail: 'wjw@example.cn' }),
      ],
    },
  );
  ({ ledger } = openSummaries(
    { ...engines.environment, TABLE_NAME: store.tableName, BUCKET_NAME: bucketName },
    engines.s3,
  ));
});
afterAll(() => engines.stop());
beforeEach(() => {
  now = START;
});

const aName = (): MailName => ({
  order: { code: DISTRICT, year: 2024, slot: isoDay('2025-01-24') },
  recipient: `agency#a-${++names}`,
});
const aMail = (to: string): OutgoingMail => ({
  to,
  messageId: `m-${names}@example.cn`,
  date: START,
  subject: '提醒',
  text: '请报送',
  html: '<p>请报送</p>',
});

function aSender(
  deliver: (mail: OutgoingMail) => MailDelivery | Promise<MailDelivery> = () => ({ state: 'sent' }),
) {
  const tried: string[] = [];
  const deps: SendDeps = {
    ledger,
    table: store.table,
    now: () => now,
    newId: () => `claim-${++claims}`,
    send: (mail) => {
      tried.push(mail.to);
      return Promise.resolve(deliver(mail));
    },
  };
  return { tried, deps };
}

describe('a mail', () => {
  it('is sent once where its message is delivered several times at once, and again later', async () => {
    const { tried, deps } = aSender(
      () => new Promise((resolve) => setTimeout(() => resolve({ state: 'sent' }), 5)),
    );
    const name = aName();
    const mail = aMail('one@example.cn');
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => sendMail(deps, name, mail)));
    expect(outcomes.map(({ state }) => state).sort()).toEqual(['sent', 'waiting', 'waiting', 'waiting']);
    expect(await sendMail(deps, name, mail)).toEqual({ state: 'done' });
    expect(tried).toEqual(['one@example.cn']);
  });

  it('whose run died is left alone within the lease, and sent when it is over', async () => {
    let isKilled = true;
    const { tried, deps } = aSender(() => {
      if (isKilled) throw new Error('killed between the claim and the mail');
      return { state: 'sent' };
    });
    const name = aName();
    await expect(sendMail(deps, name, aMail('two@example.cn'))).rejects.toThrow('killed');
    isKilled = false;
    expect(await sendMail(deps, name, aMail('two@example.cn'))).toMatchObject({ state: 'waiting' });
    expect(tried).toHaveLength(1);
    now = makeInstant(countEpochMs(START) + LEASE_MS + 1);
    expect(await sendMail(deps, name, aMail('two@example.cn'))).toEqual({
      state: 'sent',
      providerId: undefined,
    });
  });

  it('that is put off is tried again, and its address is written to as before', async () => {
    let isBusy = true;
    const { deps } = aSender(() => (isBusy ? { state: 'waiting', reason: '451 later' } : { state: 'sent' }));
    const name = aName();
    expect(await sendMail(deps, name, aMail('busy@example.cn'))).toEqual({
      state: 'waiting',
      reason: '451 later',
    });
    isBusy = false;
    expect(await sendMail(deps, name, aMail('busy@example.cn'))).toMatchObject({ state: 'sent' });
    expect((await store.table.returnedMails(['busy@example.cn'])).size).toBe(0);
  });

  it('is refused by its address for good at RCPT, and by its content at DATA: then the next one is tried', async () => {
    // Servers refuse whom they don't relay for, and a box that is full today, at the same command.
    const refusals: Record<string, { readonly at: 'RCPT' | 'DATA'; readonly text: string }> = {
      'nobody@example.cn': { at: 'RCPT', text: '5.1.1 no such user' },
      'relayed@example.cn': { at: 'RCPT', text: '5.7.1 Relay access denied' },
      'full@example.cn': { at: 'RCPT', text: '5.2.2 mailbox full' },
      'strict@example.cn': { at: 'DATA', text: '5.6.0 not like that' },
    };
    const server = await startMailServer((to) => {
      const refused = refusals[to.toLowerCase()];
      return refused && { code: 550, ...refused };
    });
    try {
      const smtp = createMailer({
        from: 'office@example.cn',
        smtpUrl: server.url,
        ses: () => {
          throw new Error('SES is not used here');
        },
      });
      const { deps, tried } = aSender(smtp);
      for (const to of Object.keys(refusals)) {
        const name = aName();
        expect(await sendMail(deps, name, aMail(to))).toMatchObject({
          state: 'refused',
          reason: expect.stringContaining('550') as string,
        });
        const entry = await ledger.mail(name.order, name.recipient);
        expect(entry).toMatchObject({ state: 'refused' });
        // The site may read where it lies.
        expect(JSON.stringify(entry)).not.toContain(to);
        // Another mail to the same.
        await sendMail(deps, aName(), aMail(to.toUpperCase()));
      }
      expect(tried.map((to) => to.toLowerCase())).toEqual([
        'nobody@example.cn',
        ...['relayed@example.cn', 'full@example.cn', 'strict@example.cn'].flatMap((to) => [to, to]),
      ]);
      const returned = await store.table.returnedMails([...Object.keys(refusals)]);
      expect([...returned.values()]).toMatchObject([{ to: 'nobody@example.cn', kind: 'bounce' }]);
    } finally {
      await server.close();
    }
  });
});

/** As EventBridge hands it over. */
const bounced = (messageId: string, emailAddress: string, bounceType = 'Permanent') => ({
  version: '0',
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  time: '2025-01-24T00:02:00Z',
  detail: {
    eventType: 'Bounce',
    bounce: {
      bounceType,
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress, action: 'failed', diagnosticCode: 'smtp; 550 5.1.1 no such user' }],
    },
    mail: { messageId, destination: [emailAddress] },
  },
});
const complained = (messageId: string, emailAddress: string) => ({
  'detail-type': 'Email Complaint Received',
  source: 'aws.ses',
  time: '2025-01-24T00:02:00Z',
  detail: {
    eventType: 'Complaint',
    complaint: { complainedRecipients: [{ emailAddress }], complaintFeedbackType: 'abuse' },
    mail: { messageId },
  },
});

const counted = new Map<string, number>();
const events: unknown[] = [];
const observer: Observer = {
  event: (message, detail) => void events.push({ message, ...detail }),
  failed: () => undefined,
  count: (metric, value = 1) => void counted.set(metric, (counted.get(metric) ?? 0) + value),
  flush: () => undefined,
};
const record = (event: unknown): Promise<void> =>
  createBounceHandler({ ledger, table: store.table, now: () => now, observer })(event);

describe('a mail that comes back', () => {
  it('is in the ledger, told by SES’s own id, its address is not written to again, and the office sees it', async () => {
    const { deps, tried } = aSender(() => ({ state: 'sent', providerId: '0100-jyj' }));
    const name = aName();
    await sendMail(deps, name, aMail('Gone@example.cn'));
    expect(await ledger.mail(name.order, name.recipient)).toMatchObject({
      state: 'sent',
      providerId: '0100-jyj',
    });
    await record(bounced('0100-jyj', 'gone@example.cn'));
    expect(await ledger.mail(name.order, name.recipient)).toMatchObject({
      state: 'returned',
      kind: 'bounce',
      reason: 'smtp; 550 5.1.1 no such user',
    });
    expect(JSON.stringify(await ledger.mail(name.order, name.recipient))).not.toMatch(/gone@/i);
    expect(await sendMail(deps, name, aMail('Gone@example.cn'))).toEqual({ state: 'done' });
    expect(await sendMail(deps, aName(), aMail('Gone@example.cn'))).toEqual({
      state: 'refused',
      reason: 'not sent: a mail to this address came back on 2025-01-24',
    });
    expect(tried).toHaveLength(1);

    const office = { grants: [{ role: 'oversight', region: DISTRICT }] } as const;
    const contacts = await readContacts(
      store.table,
      office,
      ['jyj', 'wjw'].map((id) => ({ id, district: DISTRICT })),
    );
    expect(contacts.get('jyj')?.returned).toMatchObject({ kind: 'bounce', at: '2025-01-24T00:02:00.000Z' });
    expect(contacts.get('wjw')?.returned).toBeUndefined();
    expect(JSON.stringify(events)).not.toContain('gone@');
  });

  it('as spam is the same; a mailbox that is full is left as it is', async () => {
    const { deps } = aSender(({ to }) => ({ state: 'sent', providerId: `id-${to}` }));
    const [angry, full] = [aName(), aName()];
    await sendMail(deps, angry, aMail('angry@example.cn'));
    await sendMail(deps, full, aMail('full@example.cn'));
    await record(complained('id-angry@example.cn', 'angry@example.cn'));
    await record(bounced('id-full@example.cn', 'full@example.cn', 'Transient'));
    expect(await ledger.mail(angry.order, angry.recipient)).toMatchObject({
      state: 'returned',
      kind: 'complaint',
    });
    expect(await ledger.mail(full.order, full.recipient)).toMatchObject({ state: 'sent' });
    expect([...(await store.table.returnedMails(['angry@example.cn', 'full@example.cn'])).keys()]).toEqual([
      'angry@example.cn',
    ]);
  });

  it('before its id is noted is tried again; of a mail that no ledger has, the address alone is kept', async () => {
    now = instant('2025-01-24T00:02:05Z');
    await expect(record(bounced('unknown', 'early@example.cn'))).rejects.toThrow('not in the ledger yet');
    now = instant('2025-01-24T00:05:00Z');
    await record(bounced('unknown', 'early@example.cn'));
    expect(events.at(-1)).toMatchObject({ recorded: 'address' });
    expect((await store.table.returnedMails(['early@example.cn'])).size).toBe(1);
    await expect(record({ time: '2025-01-24T00:02:00Z', detail: {} })).rejects.toThrow('tells of no mail');
  });
});

describe('send-mail', () => {
  const eventFor = (...keys: string[]): SQSEvent =>
    ({
      Records: keys.map((key, index) => ({
        messageId: `m-${index + 1}`,
        receiptHandle: `r-${index + 1}`,
        body: JSON.stringify({
          Records: [
            {
              eventName: 'ObjectCreated:Put',
              s3: { object: { key: encodeURIComponent(key).replaceAll('%2F', '/'), sequencer: '01' } },
            },
          ],
        }),
        attributes: { ApproximateReceiveCount: '1' },
      })),
    }) as unknown as SQSEvent;

  it('sends what was posted, one message a mail: whom the server puts off keeps nobody waiting', async () => {
    const postbox = createPostbox({ client: createS3Client(engines.s3), bucketName });
    const { rejected, kept } = keptRejections();
    const { deps, tried } = aSender(({ to }) =>
      to === 'slow@example.cn'
        ? { state: 'waiting', reason: '451 later' }
        : to === 'bad@example.cn'
          ? { state: 'refused', reason: '550 no' }
          : { state: 'sent' },
    );
    const delays: number[] = [];
    const handler = createHandler({
      ...deps,
      postbox,
      observer,
      rejected,
      queue: { postpone: (_, delayS) => Promise.resolve(void delays.push(delayS)) },
    });
    const posted = ['slow@example.cn', 'bad@example.cn', 'good@example.cn'].map((to) => ({
      name: aName(),
      mail: aMail(to),
    }));
    for (const { name, mail } of posted) await postbox.post(name, mail);
    const keys = posted.map(({ name }) => makePostedMailKey(name));
    expect(parsePostedMailKey(keys[0]!)).toEqual(posted[0]!.name);

    counted.clear();
    const gone = makePostedMailKey(aName());
    expect(await handler(eventFor(...keys, gone, 'mails/x'), A_CONTEXT)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }],
    });
    expect(tried.toSorted()).toEqual(['bad@example.cn', 'good@example.cn', 'slow@example.cn']);
    expect(delays).toEqual([90]);
    expect([counted.get('MailsSent'), counted.get(REFUSED_METRIC)]).toEqual([1, 1]);
    expect(kept.map(({ reason }) => reason).sort()).toEqual([
      `PermanentError: ${gone} is no mail, or is gone`,
      'PermanentError: mails/x is no mail',
    ]);
  });
});
