/** Requests to S3 as they stand, path and all, signed by AWS's own code. */
import { request } from 'node:http';
import type { S3Client } from '@aws-sdk/client-s3';

interface RawAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

interface RawOrder {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

const openSigner = (client: S3Client) =>
  client.config.signer({
    name: 'sigv4',
    signingName: 's3',
    signingRegion: 'us-east-1',
    properties: {},
  });
const SCOPE = { signingRegion: 'us-east-1', signingService: 's3' };

const unsigned = (endpoint: string, { method, path, headers = {}, body = '' }: RawOrder) => {
  const { hostname, host } = new URL(endpoint);
  const [pathname = '', search = ''] = path.split('?');
  const query = Object.fromEntries(new URLSearchParams(search));
  return { method, protocol: 'http:', hostname, path: pathname, query, headers: { ...headers, host }, body };
};

/** The headers of a request that is signed with the client's credentials. */
export async function signHeaders(
  client: S3Client,
  endpoint: string,
  order: RawOrder,
): Promise<Record<string, string>> {
  return (await (await openSigner(client)).sign(unsigned(endpoint, order), SCOPE)).headers;
}

/** A path whose query bears the signature, for two minutes. */
export async function presignPath(client: S3Client, endpoint: string, order: RawOrder): Promise<string> {
  const signer = await openSigner(client);
  if (!('presign' in signer) || typeof signer.presign !== 'function') throw new TypeError('no presigner');
  const headers = { ...order.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const { path, query } = (await signer.presign(unsigned(endpoint, { ...order, headers }), {
    ...SCOPE,
    expiresIn: 120,
  })) as { path: string; query: Record<string, string> };
  return `${path}?${new URLSearchParams(query).toString()}`;
}

export function sendRaw(
  endpoint: string,
  { method, path, headers = {}, body = '' }: RawOrder,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpoint);
    request({ hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    })
      .on('error', reject)
      .end(body);
  });
}

export async function sendSigned(client: S3Client, endpoint: string, order: RawOrder): Promise<RawAnswer> {
  return sendRaw(endpoint, { ...order, headers: await signHeaders(client, endpoint, order) });
}
