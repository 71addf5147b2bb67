/** The roster and its contacts, as both halves are found: in one moment, in the middle of a transaction, or by different releases. */
import { expect, it } from 'vitest';
import { readWholeRoster } from '../../../shared/adapters/table/contact-records.ts';
import type { TableAccess } from '../../../shared/adapters/table/table-access.ts';
import type { Item } from '../../../shared/contracts/table/codec.ts';
import { contactCodec } from '../../../shared/contracts/table/contact-codec.ts';
import { rosterCodec } from '../../../shared/contracts/table/roster-codecs.ts';
import { anAgency } from '../../support/filing-desk.ts';
import { instant } from '../../support/a-summary.ts';

const FIRST = instant('2026-01-01T00:00:00Z');
const SECOND = instant('2026-02-01T00:00:00Z');
const THIRD = instant('2026-03-01T00:00:00Z');
const rosterItem = (since: typeof FIRST, contactSince?: typeof FIRST): Item =>
  rosterCodec.encode({ ...anAgency('a-1', '450205'), since, contactSince });
const contactItem = (since: typeof FIRST, mail: string): Item =>
  contactCodec.encode({ id: 'a-1', mail, since });

/** Answers one after the other, the last one again and again; how often it was asked. */
function answering(...answers: readonly (readonly Item[])[]) {
  const asked: string[][] = [];
  const lookUp: TableAccess['lookUp'] = (keys) => {
    const found = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(keys.map(({ pk }) => pk));
    return Promise.resolve((key, codec) => {
      const raw = found.find(({ pk, sk }) => pk === key.pk && sk === key.sk);
      return raw && codec.decode(raw);
    });
  };
  return { asked, read: async () => (await readWholeRoster(lookUp, ['a-1']))[0] };
}

it('takes what one transaction wrote, by one request', async () => {
  const { asked, read } = answering([rosterItem(SECOND, FIRST), contactItem(FIRST, 'one@example.cn')]);
  expect(await read()).toMatchObject({ since: SECOND, contactSince: FIRST, mail: 'one@example.cn' });
  expect(asked).toHaveLength(1);
});

it.each([
  ['the roster', [rosterItem(SECOND, SECOND), contactItem(FIRST, 'one@example.cn')]],
  ['the contact', [rosterItem(FIRST, FIRST), contactItem(SECOND, 'two@example.cn')]],
  ['the roster, which had no contact', [rosterItem(SECOND, SECOND)]],
])('reads again where a transaction is seen by half: %s first', async (_, torn) => {
  const { asked, read } = answering(torn, [
    rosterItem(SECOND, SECOND),
    contactItem(SECOND, 'two@example.cn'),
  ]);
  expect(await read()).toMatchObject({ since: SECOND, contactSince: SECOND, mail: 'two@example.cn' });
  expect(asked).toHaveLength(2);
});

it('takes what the roster itself says for the newer one: a release that knew no other place wrote it', async () => {
  const { asked, read } = answering([
    { ...rosterItem(THIRD), mail: 'newer@example.cn' },
    contactItem(FIRST, 'older@example.cn'),
  ]);
  const record = await read();
  expect(record).toMatchObject({ since: THIRD, contactSince: THIRD, mail: 'newer@example.cn' });
  expect(asked).toHaveLength(1);
});

it('takes no contact that such a release took away, nor one that is lost', async () => {
  const stale = answering([rosterItem(THIRD), contactItem(FIRST, 'older@example.cn')]);
  expect(await stale.read()).not.toHaveProperty('mail');
  expect(stale.asked).toHaveLength(2);
  const ended = answering([rosterItem(THIRD, FIRST)]);
  expect(await ended.read()).not.toHaveProperty('mail');
  expect(ended.asked).toHaveLength(2);
});

it('gives up on one that is never the same', async () => {
  const days = Array.from({ length: 20 }, (__, day) =>
    instant(`2026-01-${String(day + 1).padStart(2, '0')}T00:00:00Z`),
  );
  const { read } = answering(...days.map((day) => [rosterItem(day, day)]));
  await expect(read()).rejects.toThrow('a-1: written again and again');
});
