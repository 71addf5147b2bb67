/** Whatever a document holds, its findings can be stored: well-formed text, exact numbers, and not too much of them. */
import { describe, expect, it } from 'vitest';
import { misplaced } from '../../../../shared/domain/rules/structure/s3-place-agrees.ts';
import { checkDocument, checkFiling } from '../../../../shared/domain/verdict/check-report.ts';
import type { Finding } from '../../../../shared/domain/findings/finding.ts';
import { aFiling, aReport, at, bytesOf } from '../../../support/a-report.ts';

const NOW = at('2026-01-15T08:00:00+08:00');
const TEXT = JSON.stringify(aReport());
/** The document with something before its year. */
const withPart = (part: string): string => TEXT.replace('"year":', () => `${part},"year":`);
const counted = (literal: string): string =>
  TEXT.replace('"received":{"naturalPerson":12', () => `"received":{"naturalPerson":${literal}`);
const findingsOf = (document: string | object): readonly Finding[] =>
  checkDocument(bytesOf(document), NOW).findings;

const MAX_FINDING_BYTES = 1500;
/** In UTF-8, with the names of its attributes, as DynamoDB counts. */
const sizeOf = ({ rule, severity, path, found, expected, message }: Finding): number =>
  bytesOf(`rule${rule}severity${severity}path${path}found${found}expected${expected}`).length +
  bytesOf(`messagezh${message.zh}en${message.en}`).length;

function expectStorable(findings: readonly Finding[]): void {
  expect(findings.length).toBeGreaterThan(0);
  for (const finding of findings) {
    const { path, found, expected, message } = finding;
    for (const text of [path, found, expected, message.zh, message.en]) {
      if (typeof text === 'string') expect(text.isWellFormed(), JSON.stringify(text)).toBe(true);
      if (typeof text === 'number') {
        expect(Math.abs(text)).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
        expect(text === 0 || Math.abs(text) > 1e-100, String(text)).toBe(true);
      }
    }
    expect(sizeOf(finding)).toBeLessThan(MAX_FINDING_BYTES);
  }
}

describe('a finding quotes whole characters', () => {
  it.each([55, 58, 59, 60, 61, 62, 63, 64, 65, 119, 120, 158, 159, 160, 161])(
    'where the %i units before one fill the room',
    (length) => {
      const text = `${'局'.repeat(length)}𠮷𠮷𠮷`;
      const key = JSON.stringify(text);
      expectStorable(findingsOf(withPart(`${key}:1`)));
      expectStorable(findingsOf(withPart(`${key}:1,${key}:1`)));
      expectStorable(findingsOf(withPart(`"x":{"y":{${key}:1,${key}:1}}`)));
      expectStorable(findingsOf(counted(key)));
      expectStorable(findingsOf(aReport({ set: { '/district': text, '/edition': text, '/nil': text } })));
      expectStorable(checkFiling(bytesOf(aReport({ set: { '/agency/name': text } })), aFiling()).findings);
      expectStorable([misplaced({ kind: 'key', key: `inbox/${text}` })]);
    },
  );

  it.each(['\\ud800', 'a\\udc00b', '\\udfb7\\ud842'])('where the document escapes a half one: %s', (half) => {
    expectStorable(findingsOf(withPart(`"${half}":1`)));
    expectStorable(findingsOf(withPart(`"${half}":1,"${half}":1`)));
    expectStorable(findingsOf(withPart(`"x":[{"${half}":1,"${half}":1}]`)));
    expectStorable(findingsOf(counted(`"${half}"`)));
    expectStorable(findingsOf(withPart(`"publishedOn":"${half}"`)));
  });

  it('an agency’s name of 59 characters and a rare one is told as far as there is room', () => {
    const name = `${'局'.repeat(59)}𠮷`;
    const { findings } = checkFiling(bytesOf(aReport({ set: { '/agency/name': name } })), aFiling());
    expect(findings).toMatchObject([{ rule: 'Q6', found: name }]);
  });
});

describe('a finding states numbers that can be stored', () => {
  it.each(['1e+300', '1e-300', '5e-324', '1e+21', '9007199254740992', '99999999999999990000', '1e-7'])(
    'or their text: %s',
    (literal) => {
      const findings = findingsOf(counted(literal));
      expectStorable(findings);
      expect(findings).toMatchObject([{ rule: 'S2', found: literal }]);
    },
  );
});

describe('a finding is short', () => {
  const deep = (key: string, inner: string): string => `${`{"${key}":`.repeat(27)}${inner}${'}'.repeat(27)}`;
  const many = (key: string): string => `{${Array.from({ length: 220 }, () => `"${key}":1`).join(',')}}`;

  it.each([
    ['ASCII', 'k'],
    ['Chinese', '键'],
    ['rare characters', '𠮷'],
    ['slashes', '/'],
    ['escapes', '\\u0000'],
  ])('where keys of %s are nested and there twice', (_, unit) => {
    const key = unit.repeat(120);
    const findings = findingsOf(withPart(`"x":${deep(key, many(key))}`));
    expect(findings.length).toBeGreaterThan(200);
    expectStorable(findings);
    // What DynamoDB allows one item is 400 KB; a submission stores 200 of them.
    expect(findings.slice(0, 200).reduce((sum, finding) => sum + sizeOf(finding), 0)).toBeLessThan(300_000);
  });

  it('also where the document is misplaced, or its text is endless', () => {
    expectStorable([misplaced({ kind: 'key', key: '键'.repeat(340) })]);
    expectStorable([misplaced({ kind: 'received-at', stated: '键'.repeat(2000) })]);
    const endless = '局'.repeat(20_000);
    expectStorable(
      findingsOf(
        aReport({
          set: {
            '/agency/id': endless,
            '/agency/creditCode': endless,
            '/sourceUrl': endless,
            '/nil': endless,
          },
        }),
      ),
    );
  });

  it('and says by … where a place was cut, and the last key in full', () => {
    const findings = findingsOf(withPart(`"x":${deep('键'.repeat(20), '{"末":1,"末":2}')}`));
    expect(findings[0]?.path).toMatch(/^\/x\/键.*…$/u);
    expect(findings[0]?.found).toBe('末');
    expect(findingsOf(withPart('"x":{"a/b":1,"a/b":2}'))[0]).toMatchObject({ path: '/x/a~1b', found: 'a/b' });
  });
});
