import { describe, expect, it } from 'vitest';
import {
  makePublicationKey,
  makeReceiptKey,
  parseDocumentKey,
  parsePublicationKey,
} from '../../../shared/contracts/bucket/object-keys.ts';
import { parsePublication } from '../../../shared/contracts/bucket/publication-document.ts';
import { makeInstant } from '../../../shared/domain/basics/calendar.ts';

const WHEN = { year: 2024, receivedAt: makeInstant(Date.parse('2025-02-20T16:30:00Z')) };
const parse = (document: unknown) =>
  parsePublication(
    new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document)),
    WHEN,
  );
const GOOD = { publishedOn: '2025-01-24', sourceUrl: 'https://www.example.gov.cn/1.html' };

describe('what records a publication', () => {
  it('is read', () => {
    expect(parse(GOOD)).toEqual({ kind: 'ok', ...GOOD });
    expect(parse({ publishedOn: '2025-02-21' })).toEqual({ kind: 'ok', publishedOn: '2025-02-21' });
  });

  it.each([
    ['no JSON', '{', ''],
    ['no object', [GOOD], ''],
    ['not UTF-8', '\uFFFF'.repeat(2).slice(1) + '{', ''],
    ['no day', { sourceUrl: GOOD.sourceUrl }, '/publishedOn'],
    ['a day that does not exist', { ...GOOD, publishedOn: '2025-02-30' }, '/publishedOn'],
    ['a day within the report year', { ...GOOD, publishedOn: '2024-12-31' }, '/publishedOn'],
    ['a day that is to come', { ...GOOD, publishedOn: '2025-02-22' }, '/publishedOn'],
    ['an address of another kind', { ...GOOD, sourceUrl: 'javascript:alert(1)' }, '/sourceUrl'],
    ['an address with a password', { ...GOOD, sourceUrl: 'https://a:b@www.example.gov.cn/' }, '/sourceUrl'],
    ['an address of 3 000 characters', { ...GOOD, sourceUrl: `https://a/${'x'.repeat(3000)}` }, '/sourceUrl'],
    ['null', { ...GOOD, sourceUrl: null }, '/sourceUrl'],
    ['what does not belong there', { ...GOOD, figures: {} }, '/figures'],
  ])('is refused with its place, a reason and a cure: %s', (_, document, path) => {
    const parsed = parse(document);
    expect(parsed).toMatchObject({ kind: 'bad', problems: [{ path }] });
    const message = parsed.kind === 'bad' ? parsed.problems[0]?.message : undefined;
    expect(message?.zh).toMatch(/请/);
    expect(message?.en).toMatch(/(Write|Check|Take|Record) /);
  });

  it('has a place of its own, which no report has', () => {
    const place = { district: '450205', agencyId: '450205-zwfwj', year: 2024 };
    const key = makePublicationKey(place);
    expect(key).toBe('publication/450205/450205-zwfwj/2024.json');
    expect(parsePublicationKey(key)).toEqual(place);
    expect(parseDocumentKey(key)).toBeUndefined();
    expect(parsePublicationKey('inbox/450205/450205-zwfwj/2024.json')).toBeUndefined();
    expect(makeReceiptKey(key, 'v1')).toBe('receipts/publication/450205/450205-zwfwj/2024.json/v1.json');
  });
});
