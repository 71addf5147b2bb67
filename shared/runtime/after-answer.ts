/**
 * Work that is done once the answer has left, so that how long it takes tells nobody anything. Lambda freezes a function as soon
 * as it has answered; as an internal extension of its own (Lambda's Extensions API) the function says when it may.
 */
import { request } from 'node:http';
import * as z from 'zod/mini';
import type { Observer } from './observe.ts';

export interface AfterAnswer {
  /** Begins the work. The answer may leave when this resolves: at once, or where nothing would hold Lambda, when it is done. */
  readonly later: (work: () => Promise<void>) => Promise<void>;
  /** The handler, whose invocations are told from each other. */
  readonly following: <Event, Result>(
    handle: (event: Event) => Promise<Result>,
  ) => (event: Event, context: { readonly awsRequestId: string }) => Promise<Result>;
}

const NAME = 'gouji-after-answer';
const invokeSchema = z.object({ requestId: z.string() });

/**
 * To be awaited while the function loads: afterwards Lambda takes no extensions any more. Where it takes none, work is waited for,
 * and that is logged. What is counted on the way is written when it has ended.
 */
export async function followAnswers(
  { failed, flush }: Pick<Observer, 'failed' | 'flush'>,
  runtimeApi = process.env['AWS_LAMBDA_RUNTIME_API'],
): Promise<AfterAnswer> {
  const onProblem = (error: unknown): void => failed('what follows an answer failed', error, {});
  const work = new Set<Promise<void>>();
  const invocations = new Map<string, PromiseWithResolvers<undefined>>();
  const findInvocation = (id: string): PromiseWithResolvers<undefined> => {
    const found = invocations.get(id) ?? Promise.withResolvers<undefined>();
    invocations.set(id, found);
    return found;
  };
  const id = await register(runtimeApi).catch((error: unknown) => {
    onProblem(error);
    return undefined;
  });
  let isHeld = id !== undefined;

  async function follow(api: string, extension: string): Promise<void> {
    for (;;) {
      const { requestId } = invokeSchema.parse(
        JSON.parse((await ask(api, 'GET', 'event/next', { 'lambda-extension-identifier': extension })).body),
      );
      await findInvocation(requestId).promise;
      invocations.delete(requestId);
      await Promise.all(work);
      flush();
    }
  }
  if (runtimeApi !== undefined && id !== undefined)
    void follow(runtimeApi, id).catch((error: unknown) => {
      isHeld = false;
      onProblem(error);
    });

  return {
    later(begin) {
      const begun = begin().catch(onProblem);
      work.add(begun);
      const ended = begun.finally(() => work.delete(begun));
      return isHeld ? Promise.resolve() : ended;
    },
    following: (handle) => async (event, context) => {
      try {
        return await handle(event);
      } finally {
        if (isHeld) findInvocation(context.awsRequestId).resolve(undefined);
      }
    },
  };
}

/** Answers by what Lambda knows the extension. */
async function register(api: string | undefined): Promise<string | undefined> {
  if (api === undefined) return undefined;
  const body = JSON.stringify({ events: ['INVOKE'] });
  const { headers } = await ask(api, 'POST', 'register', { 'lambda-extension-name': NAME }, body);
  const id = headers['lambda-extension-identifier'];
  if (typeof id !== 'string') throw new Error('Lambda gave the extension no identifier');
  return id;
}

/** Not by `fetch`, which gives up after five minutes: the next invocation may be hours away. */
function ask(
  api: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ readonly headers: Readonly<Record<string, unknown>>; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`http://${api}/2020-01-01/extension/${path}`, { method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        if (answer.statusCode !== 200)
          reject(new Error(`Lambda's extensions answer ${String(answer.statusCode)} to ${path}`));
        else resolve({ headers: answer.headers, body: Buffer.concat(parts).toString('utf8') });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
