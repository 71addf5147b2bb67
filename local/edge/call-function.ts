/** Asks a function of the site as its door on AWS does: within Lambda's limits, and with what the door answers beyond them. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { EdgeRoute } from '../../shared/contracts/edge-routes.ts';
import { WIRING } from '../../shared/contracts/wiring.ts';
import { createInvoke, describeFailure, type Handler, type InvocationContext } from '../invoke.ts';
import type { EdgeAnswer } from './pack-answers.ts';
import { isWithinPayload, resultSchema } from './payload.ts';
import type { ResponseStream } from './response-stream.ts';

/** As `awslambda.streamifyResponse` takes it. */
export type StreamingHandler = {
  handle(event: APIGatewayProxyEventV2, stream: ResponseStream, context: InvocationContext): unknown;
}['handle'];

/** How long CloudFront and an HTTP API wait for an answer or its next part, whatever time the function has. */
const DOOR_WAITS_MS = 30_000;

type Failure = 'failed' | 'late' | 'too-large';
/** How it is told, and its status where it is told otherwise by a function URL and by an HTTP API. */
const FAILURES: Readonly<
  Record<Failure, { readonly url: number; readonly api: number; readonly says: string }>
> = {
  failed: { url: 502, api: 500, says: 'Internal Server Error' },
  late: { url: 504, api: 503, says: 'Service Unavailable' },
  'too-large': { url: 413, api: 413, says: 'Request Entity Too Large' },
};

/** What the door of a route answers in the function's place. */
export function refuseAtDoor({ door }: Pick<EdgeRoute, 'door'>, failure: Failure): EdgeAnswer {
  const { url, api, says } = FAILURES[failure];
  return {
    status: door === 'api' ? api : url,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    cookies: [],
    body: JSON.stringify({ message: says }),
  };
}

interface Call {
  readonly route: EdgeRoute;
  readonly event: APIGatewayProxyEventV2;
  readonly onProblem: (message: string) => void;
}

export async function callFunction(handler: Handler, { route, event, onProblem }: Call): Promise<EdgeAnswer> {
  if (!isWithinPayload(event)) return refuseAtDoor(route, 'too-large');
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new LateError()), DOOR_WAITS_MS).unref();
  try {
    const { timeoutS, memoryMb } = WIRING[route.name];
    const invoke = createInvoke({ name: route.name, handler, timeoutS, memoryMb });
    const result = resultSchema.parse(await Promise.race([invoke(event), late]));
    if (!isWithinPayload(result)) throw new Error('the answer is larger than the 6 MB that Lambda takes');
    const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = result;
    return {
      status: statusCode,
      headers,
      cookies,
      body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
    };
  } catch (error) {
    onProblem(`${route.name} failed at ${event.rawPath}: ${describeFailure(error)}`);
    return refuseAtDoor(route, error instanceof LateError ? 'late' : 'failed');
  } finally {
    clearTimeout(timer);
  }
}

/** Nobody at the door waits any longer; the function goes on. */
class LateError extends Error {
  override readonly name = 'LateError';
}

/** Resolves when everything was sent, else with what to answer in its place: nothing but a broken connection once a part was sent. */
export async function callStreaming(
  handler: StreamingHandler,
  { route, event, onProblem }: Call,
  stream: ResponseStream,
): Promise<EdgeAnswer | 'sent' | 'broken'> {
  if (!isWithinPayload(event)) return refuseAtDoor(route, 'too-large');
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new LateError()), DOOR_WAITS_MS).unref();
  stream.on('part', () => timer.refresh());
  try {
    const { timeoutS, memoryMb } = WIRING[route.name];
    const bound: Handler = (_, context) => handler(event, stream, context);
    const invoke = createInvoke({ name: route.name, handler: bound, timeoutS, memoryMb });
    await Promise.race([invoke(event), late]);
    return 'sent';
  } catch (error) {
    const hasBegun = stream.hasBegun;
    // Whoever asked has gone away: nothing is wrong here.
    if (!stream.isAbandoned) onProblem(`${route.name} failed at ${event.rawPath}: ${describeFailure(error)}`);
    stream.destroy();
    if (hasBegun) return 'broken';
    return refuseAtDoor(route, error instanceof LateError ? 'late' : 'failed');
  } finally {
    clearTimeout(timer);
  }
}
