/** A function URL's event answered in a stream: what is large leaves while it is made, and may exceed 6 MB. */
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { answerEvent } from '../http/function-url.ts';
import { readChunks } from './stream-of.ts';

type Answer = (request: Request) => Response | Promise<Response>;
/** Lambda's own: writes status and headers with the first write of the body. */
type WithMetadata = (stream: Writable, metadata: Record<string, unknown>) => Writable;

/** `finish` is called whatever came of the invocation: what was counted on the way is written there. */
export function streamingHandler(answer: Answer, withMetadata: WithMetadata, finish: () => void) {
  return async (event: APIGatewayProxyEventV2, stream: Writable): Promise<void> => {
    try {
      const response = await answerEvent(answer, event);
      const headers: Record<string, string> = {};
      response.headers.forEach((value, name) => {
        headers[name] = value;
      });
      const out = withMetadata(stream, { statusCode: response.status, headers });
      // Without a body (HEAD, 304) there would be no first write, and so no status and no headers.
      out.write('');
      // A failure on the way is thrown: Lambda breaks the answer off, so that a part is not taken for the whole.
      await pipeline(response.body === null ? Readable.from([]) : readChunks(response.body), out);
    } finally {
      finish();
    }
  };
}
