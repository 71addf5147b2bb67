/**
 * Amazon's own examples: S3 API Reference, "Signature Calculations for the Authorization Header" (both), and "Authenticating
 * Requests: Using Query Parameters", with the signatures that stand there.
 */
import { describe, expect, it } from 'vitest';
import type { RawRequest } from '../../../local/authority/canonical-request.ts';
import { CHECKSUMS } from '../../../local/authority/checksums.ts';
import { expectBody } from '../../../local/authority/checked-body.ts';
import type { Keyring } from '../../../local/authority/keyring.ts';
import { checkSignedRequest } from '../../../local/authority/signed-request.ts';

const NOW = Date.parse('2013-05-24T00:00:00Z');
const keyring: Keyring = {
  operator: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
  readToken: () => undefined,
  nowEpochMs: () => NOW,
};
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

interface Example {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signature: string;
}

const asSent = ({ method, url, headers, signature }: Example): RawRequest => {
  const all: Record<string, string> = {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-date': '20130524T000000Z',
    'x-amz-content-sha256': EMPTY,
    ...headers,
  };
  const names = Object.keys(all).sort().join(';');
  all['authorization'] =
    `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${names},Signature=${signature}`;
  return {
    method,
    url,
    headers: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
  };
};

const EXAMPLES: readonly Example[] = [
  {
    method: 'GET',
    url: '/test.txt',
    headers: { range: 'bytes=0-9' },
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    method: 'PUT',
    url: '/test%24file.text',
    headers: {
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    },
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    method: 'GET',
    url: '/?lifecycle',
    headers: {},
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    method: 'GET',
    url: '/?max-keys=2&prefix=J',
    headers: {},
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
];

const codeOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'passes';
};

describe('a request that is signed in its header', () => {
  it.each(EXAMPLES)('passes as Amazon signs it: $method $url', (example) => {
    expect(checkSignedRequest(asSent(example), keyring).identity).toEqual({ kind: 'operator' });
  });

  it.each(EXAMPLES)('is refused where anything of it was changed: $method $url', (example) => {
    const { method, url, headers, signature } = example;
    const changed: Example[] = [
      { ...example, method: method === 'GET' ? 'HEAD' : 'POST' },
      { ...example, url: `${url}${url.includes('?') ? '&' : '?'}versionId=1` },
      { ...example, url: `/other${url}` },
      { ...example, headers: { ...headers, 'x-amz-meta-ticket': '1' } },
      { ...example, headers: { ...headers, host: 'other.s3.amazonaws.com' } },
      { ...example, headers: { ...headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
      { ...example, signature: signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) },
    ];
    for (const one of changed)
      expect(codeOf(() => checkSignedRequest(asSent(one), keyring))).toBe('SignatureDoesNotMatch');
  });

  it('must sign every header of Amazon’s that it has', () => {
    const sent = asSent(EXAMPLES[0]!);
    const headers = { ...sent.headers, 'x-amz-meta-ticket': ['1'] };
    expect(codeOf(() => checkSignedRequest({ ...sent, headers }, keyring))).toBe('AccessDenied');
  });

  it('holds for a quarter of an hour', () => {
    const at = (minutes: number) => () =>
      checkSignedRequest(asSent(EXAMPLES[0]!), { ...keyring, nowEpochMs: () => NOW + minutes * 60_000 });
    expect([-16, -14, 14, 16].map((minutes) => codeOf(at(minutes)))).toEqual([
      'RequestTimeTooSkewed',
      'passes',
      'passes',
      'RequestTimeTooSkewed',
    ]);
  });
});

describe('an address that is signed', () => {
  const url = (signature: string, expires = 86_400) =>
    `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=${expires}&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature}`;
  const signature = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
  const ask = (address: string, nowEpochMs = NOW, headers = {}) =>
    codeOf(() =>
      checkSignedRequest(
        { method: 'GET', url: address, headers: { host: ['examplebucket.s3.amazonaws.com'], ...headers } },
        { ...keyring, nowEpochMs: () => nowEpochMs },
      ),
    );

  it('passes as Amazon signs it, until it expires, and not with more than was signed', () => {
    expect(ask(url(signature))).toBe('passes');
    expect(ask(url(signature), NOW + 86_400_000)).toBe('passes');
    expect(ask(url(signature), NOW + 86_400_001)).toBe('AccessDenied');
    expect(ask(url(signature, 86_401))).toBe('SignatureDoesNotMatch');
    expect(ask(`${url(signature)}&versionId=1`)).toBe('SignatureDoesNotMatch');
    expect(ask(url(signature), NOW, { 'x-amz-meta-a': ['1'] })).toBe('AccessDenied');
    expect(ask(url(signature, 604_801))).toBe('AuthorizationQueryParametersError');
  });
});

describe('a body in chunks', () => {
  const upload = {
    method: 'PUT',
    url: '/examplebucket/chunkObject.txt',
    headers: {
      host: 's3.amazonaws.com',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': '66560',
      'content-length': '66824',
    },
    signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  };
  const chunk = (bytes: string, signature: string) =>
    `${bytes.length.toString(16)};chunk-signature=${signature}\r\n${bytes}\r\n`;
  const first = chunk('a'.repeat(65_536), 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648');
  const second = chunk('a'.repeat(1024), '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497');
  const last = chunk('', 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9');
  const receive = async (body: string, example: Example = upload): Promise<unknown> => {
    const request = asSent(example);
    const { payload } = checkSignedRequest(request, keyring);
    const source = (function* () {
      for (let at = 0; at < body.length; at += 10_000) yield Buffer.from(body.slice(at, at + 10_000));
    })();
    try {
      const received = await Array.fromAsync(
        expectBody(
          request,
          payload,
        )(
          (async function* () {
            yield* source;
            await Promise.resolve();
          })(),
        ),
      );
      return Buffer.concat(received).toString();
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error;
    }
  };

  it('passes as Amazon signs it, each chunk and their order', async () => {
    expect(await receive(first + second + last)).toBe('a'.repeat(66_560));
    expect(await receive(first.replace('aaa', 'aba') + second + last)).toBe('SignatureDoesNotMatch');
    expect(await receive(second + first + last)).toBe('SignatureDoesNotMatch');
    expect(await receive(second + last)).toBe('SignatureDoesNotMatch');
    expect(await receive(first + second + last.replace('b6c6', 'c6c6'))).toBe('SignatureDoesNotMatch');
    expect(await receive(first.replaceAll(/;chunk-signature=[0-9a-f]+/g, '') + second + last)).toBe(
      'SignatureDoesNotMatch',
    );
  });

  it('passes with a checksum behind it that is signed, too', async () => {
    const { 'content-length': _, ...headers } = upload.headers;
    const example = {
      ...upload,
      headers: {
        ...headers,
        'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
        'x-amz-trailer': 'x-amz-checksum-crc32c',
      },
      signature: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
    };
    const signed = [
      chunk('a'.repeat(65_536), 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'),
      chunk('a'.repeat(1024), '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'),
      '0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n',
    ].join('');
    const trailer = 'x-amz-checksum-crc32c:sOO8/Q==\r\n';
    const signature =
      'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n';
    expect(await receive(signed + trailer + signature, example)).toBe('a'.repeat(66_560));
    expect(await receive(signed + trailer.replace('sOO8', 'tOO8') + signature, example)).toBe(
      'SignatureDoesNotMatch',
    );
    expect(await receive(signed + trailer, example)).toBe('SignatureDoesNotMatch');
    expect(await receive(signed, example)).toBe('BadDigest');
  });
});

it.each([
  ['x-amz-checksum-crc32', 'cbf43926'],
  ['x-amz-checksum-crc32c', 'e3069283'],
  ['x-amz-checksum-crc64nvme', 'ae8b14860a799888'],
  ['x-amz-checksum-sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ['x-amz-checksum-sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
])('%s of 123456789 is what its definition says', (name, expected) => {
  const running = CHECKSUMS[name]!();
  running.update(Buffer.from('1234'));
  running.update(Buffer.from('56789'));
  expect(Buffer.from(running.digest(), 'base64').toString('hex')).toBe(expected);
});
