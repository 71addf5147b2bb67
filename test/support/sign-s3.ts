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

/** The headers of a request that is signed with the client's credentials. */
export async function signHeaders(
  client: S3Client,
  endpoint: string,
  { method, path, headers = {}, body = '' }: RawOrder,
): Promise<Record<string, string>> {
  const { hostname, host } = new URL(endpoint);
  const [pathname = '', search = ''] = path.split('?');
  const signer = await client.config.signer({
    name: 'sigv4',
    signingName: 's3',
    signingRegion: 'us-east-1',
    properties: {},
  });
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname,
      path: pathname,
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: { ...headers, host },
      body,
    },
    { signingRegion: 'us-east-1', signingService: 's3' },
  );
  return signed.headers;
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
