/**
 * Reports in bulk where an answer can't be streamed: what is small is answered, what is large is kept in the bucket and answered as a
 * link to it. What takes longer than a request may is gone on with, and whoever asks is told to come back.
 */
import * as z from 'zod/mini';
import type { LinkedFiles } from '../../shared/adapters/bucket/linked-files.ts';
import { WIRING, type DOWNLOAD_PATHS } from '../../shared/contracts/wiring.ts';
import { countEpochMs, type Instant } from '../../shared/domain/basics/calendar.ts';
import { recogniseLanguage } from '../http/reader.ts';
import { FILE_LANGUAGE } from './asked.ts';
import { makePattern } from '../../shared/contracts/edge-routes.ts';

export type Answer = (request: Request) => Response | Promise<Response>;

export interface ByLinkDeps {
  readonly files: LinkedFiles;
  readonly now: () => Instant;
  readonly wait: (ms: number) => Promise<unknown>;
  /** Goes on with work after the answer. */
  readonly later: (work: () => Promise<void>) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

const LARGE = [
  '/api/v1/regions/*.csv',
  '/api/v1/archive/*/*',
  '/compliance/*/tables/*',
] as const satisfies (typeof DOWNLOAD_PATHS)[number][];
const BULK = LARGE.map(makePattern);
/** An HTTP API gives a function 30 seconds. */
const WAITED_MS = 20_000;
/** A function is given so long for all of it. */
const MADE_WITHIN_MS = WIRING.downloads.timeoutS * 1000;
const LARGEST_ANSWER_BYTES = 1_000_000;
/** A file is answered again for so long, and made anew afterwards. */
const GOOD_FOR_MS = 600_000;
const LINK_GOOD_FOR_S = 300;
const COME_BACK_AFTER_S = 10;

/** What is known of a file: by when it is made at the latest, or since when it is there. */
const stateSchema = z.object({ madeBy: z.optional(z.number()), madeAt: z.optional(z.number()) });
type State = z.infer<typeof stateSchema>;

export function answerByLink(answer: Answer, { files, now, wait, later, onFailure }: ByLinkDeps): Answer {
  const tell = (name: string, state: State): Promise<void> =>
    files.keep(`${name}.json`, JSON.stringify(state), { type: 'application/json' });

  async function keep(name: string, made: Promise<Uint8Array>, head: Headers): Promise<void> {
    try {
      await files.keep(`${name}.csv`, await made, {
        type: head.get('content-type') ?? 'text/csv',
        disposition: head.get('content-disposition') ?? undefined,
      });
      await tell(name, { madeAt: countEpochMs(now()) });
    } catch (error) {
      // Whoever comes back has it made anew.
      await tell(name, {}).catch(onFailure);
      throw error;
    }
  }

  const lead = async (name: string): Promise<Response> =>
    plain(303, { location: await files.link(`${name}.csv`, LINK_GOOD_FOR_S) }, 'The file is ready.\n');

  async function make(name: string, response: Response, body: ReadableStream<Uint8Array>): Promise<Response> {
    const made = collect(body);
    const soon = await Promise.race([made, wait(WAITED_MS).then(() => undefined)]);
    if (soon && soon.byteLength <= LARGEST_ANSWER_BYTES)
      return new Response(soon, { status: response.status, headers: response.headers });
    if (soon) {
      await keep(name, made, response.headers);
      return lead(name);
    }
    await tell(name, { madeBy: countEpochMs(now()) + MADE_WITHIN_MS });
    await later(() => keep(name, made, response.headers));
    return comeBack();
  }

  return async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || !BULK.some((pattern) => pattern.test(url.pathname)))
      return answer(request);
    const name = files.nameFor(`${recogniseLanguage(request, FILE_LANGUAGE).lang} ${url.href}`);
    const found = await files.readText(`${name}.json`);
    const { madeBy = 0, madeAt = 0 } = found === undefined ? {} : stateSchema.parse(JSON.parse(found));
    const at = countEpochMs(now());
    if (at < madeAt + GOOD_FOR_MS) return lead(name);
    if (at < madeBy) return comeBack();
    const headers = new Headers(request.headers);
    // Kept as it is, and packed for nobody.
    headers.delete('accept-encoding');
    const response = await answer(new Request(url, { headers }));
    if (!response.ok || response.body === null) return response;
    try {
      return await make(name, response, response.body);
    } catch (error) {
      onFailure(error);
      return plain(500, {}, 'The file could not be made; ask again.\n');
    }
  };
}

const comeBack = (): Response => {
  const seconds = String(COME_BACK_AFTER_S);
  const headers = { 'retry-after': seconds, refresh: seconds };
  return plain(
    202,
    headers,
    `文件正在生成，请 ${seconds} 秒后再来。\n` + `The file is being made: come back after ${seconds} s.\n`,
  );
};

const plain = (status: number, headers: Readonly<Record<string, string>>, text: string): Response =>
  new Response(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });

async function collect(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(body).arrayBuffer());
}
