import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeBase32 } from '../../../../shared/domain/authority/base32.ts';
import {
  findStep,
  makeCode,
  tellStep,
  writeOtpauthUri,
  type Hmac,
} from '../../../../shared/domain/authority/totp.ts';

const hmac: Hmac = (key, message) => createHmac('sha1', key).update(message).digest();
const SECRET = Buffer.from('12345678901234567890');

describe('one-time codes', () => {
  // RFC 6238, appendix B, the rows of SHA-1.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238 at %i s', (seconds, code) => {
    expect(makeCode(hmac, SECRET, tellStep(seconds * 1000), 8)).toBe(code);
  });

  // RFC 4226, appendix D.
  it.each(
    '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'
      .split(' ')
      .map((code, count) => [count, code] as const),
  )('are those of RFC 4226 for count %i', (count, code) => {
    expect(makeCode(hmac, SECRET, count)).toBe(code);
  });

  it('are taken one step early and one step late, and no more', () => {
    const epochMs = 1_111_111_111_000;
    const now = tellStep(epochMs);
    const taken = [-2, -1, 0, 1, 2].map((drift) =>
      findStep(hmac, SECRET, makeCode(hmac, SECRET, now + drift), { epochMs, lastStep: 0 }),
    );
    expect(taken).toEqual([undefined, now - 1, now, now + 1, undefined]);
  });

  it('are taken once: neither a used step nor one before it comes again', () => {
    const epochMs = 1_111_111_111_000;
    const now = tellStep(epochMs);
    for (const drift of [-1, 0])
      expect(
        findStep(hmac, SECRET, makeCode(hmac, SECRET, now + drift), { epochMs, lastStep: now }),
      ).toBeUndefined();
    expect(findStep(hmac, SECRET, makeCode(hmac, SECRET, now + 1), { epochMs, lastStep: now })).toBe(now + 1);
  });

  it('have another secret’s code for none of theirs, and no other text', () => {
    const place = { epochMs: 59_000, lastStep: 0 };
    expect(findStep(hmac, SECRET, makeCode(hmac, Buffer.from('another secret'), 1), place)).toBeUndefined();
    for (const text of ['', '28708', '2870820', '-87082', 'abcdef'])
      expect(findStep(hmac, SECRET, text, place)).toBeUndefined();
  });
});

describe('what is handed to an authenticator', () => {
  // RFC 4648, section 10, without the padding.
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes %o in base 32', (text, written) => {
    expect(writeBase32(Buffer.from(text))).toBe(written);
  });

  it('writes all bytes: none is lost', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const bits = Array.from(writeBase32(bytes))
          .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
          .join('');
        const read = (bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2));
        expect(read).toEqual([...bytes]);
      }),
    );
  });

  it('is an address that names issuer, person and secret, whatever signs they have', () => {
    const uri = writeOtpauthUri({ issuer: '勾稽 & Co', mail: 'a+b@example.gov.cn', secret: 'MZXW6YTB' });
    expect(uri).toMatch(/^otpauth:\/\/totp\/[^/?#&]+:a%2Bb%40example\.gov\.cn\?/);
    const parameters = new URL(uri).searchParams;
    expect(Object.fromEntries(parameters)).toEqual({
      secret: 'MZXW6YTB',
      issuer: '勾稽 & Co',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});
