/** T20: the address of publication beside its date. */
import { describe, expect, it } from 'vitest';
import { toIsoDay } from '../../../../../shared/domain/basics/calendar.ts';
import {
  isPublicationHost,
  listHosts,
} from '../../../../../shared/domain/rules/plausible/publication-hosts.ts';
import { findByRule } from '../../../../support/tell-rules.ts';

const HOST = 'https://www.example.gov.cn';
const tell = (publishedOn: string | undefined, sourceUrl: string): string[] =>
  findByRule('T20', {
    ...(publishedOn !== undefined && { '/publishedOn': publishedOn }),
    '/sourceUrl': sourceUrl,
  }).map(({ path, severity }) => `${path} ${severity}`);

const EARLY = ['/publishedOn warning'];
describe('the date in an address', () => {
  it.each([
    ['eight days later', '2027-01-11', `${HOST}/nb/t20270119_86498.htm`, EARLY],
    ['eight days earlier', '2027-01-18', `${HOST}/nb/t20270110_86498.htm`, EARLY],
    ['as a folder', '2027-01-05', `${HOST}/nb/20270130/86498.html`, EARLY],
    ['at the end', '2027-01-05', `${HOST}/nb/t20270130_1`, EARLY],
    ['seven days later', '2027-01-12', `${HOST}/nb/t20270119_86498.htm`, []],
    ['of one of two, which fits', '2027-01-18', `${HOST}/20240101/t20270119_86498.htm`, []],
    ['a month alone', '2027-01-12', `${HOST}/nb/202611/86498.htm`, []],
    ['no day', '2027-01-12', `${HOST}/nb/t20271319_86498.htm`, []],
    ['in a longer number', '2027-01-12', `${HOST}/nb/120260101990/1.htm`, []],
    ['in the query', '2027-01-12', `${HOST}/nb/1.htm?d=/20260101/`, []],
    ['without one to compare', undefined, `${HOST}/nb/t20260101_86498.htm`, []],
    ['of the move of a portal', '2027-01-12', `${HOST}/nb/t20280619_86498.htm`, ['/publishedOn info']],
  ])('%s', (_, day, address, told) => {
    expect(tell(day, address)).toEqual(told);
  });
});

describe('the host', () => {
  const host = ['/sourceUrl warning'];
  it.each([
    ['of a company', 'https://mp.example.com/s/abc', host],
    ['that only ends alike', 'https://www.notgov.cn/1.html', host],
    ['that only begins alike', 'https://www.example.gov.cn.example.com/1.html', host],
    ['behind a user name', 'https://www.example.gov.cn@example.com/1.html', host],
    ['of an address in numbers', 'http://192.0.2.7/1.html', host],
    ['of a county', 'http://www.example.gov.cn/1.html', []],
    ['in capitals, with a port', 'HTTPS://WWW.EXAMPLE.GOV.CN:8443/1.html', []],
    ['with the dot of the root', 'https://www.example.gov.cn./1.html', []],
    ['itself', 'https://gov.cn/1.html', []],
  ])('%s', (_, address, told) => {
    expect(tell('2027-01-12', address)).toEqual(told);
  });

  it('may be of a list that an operator has, from a day on', () => {
    const mine = [
      { host: '.gov.cn' },
      { host: '.example.org' },
      { host: 'www.example.cn:8080', since: toIsoDay('2027-02-01') },
    ];
    const names = ['a.gov.cn', 'news.example.org', 'example.org', 'myexample.org', 'www.example.cn'];
    const listed = (day: string): boolean[] =>
      names.map((name) => isPublicationHost(name, listHosts(toIsoDay(day), mine)));
    expect(listed('2027-01-31')).toEqual([true, true, true, false, false]);
    expect(listed('2027-02-01')).toEqual([true, true, true, false, true]);
  });
});

it('is told apart from an address that is none, which is an error of its own', () => {
  expect(tell('2027-01-12', 'www.example.com')).toEqual([]);
});
