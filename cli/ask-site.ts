/** What a program asks of a site with a code or a token; what is refused comes with the site's own words. */
import * as z from 'zod/mini';
import { isOwnHost } from '../shared/runtime/own-machine.ts';
import { UnavailableError } from '../shared/errors.ts';
import { RefusedError, UsageError } from './exit-codes.ts';
import { fetchInTime } from './time-limit.ts';

const problemSchema = z.object({ message: z.object({ zh: z.string(), en: z.string() }) });

/** The origin of a site that a secret may be sent to: over TLS, or on this machine. */
export function readSite(text: string, option: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`${option} "${text}" is no address; write for example https://gouji.example.cn`);
  if (url.protocol === 'http:' && !isOwnHost(url.host))
    throw new UsageError(`${option} "${text}" would send a secret unencrypted: write https://`);
  return url.origin;
}

export async function postToSite<Answer>(
  url: URL,
  {
    body,
    token,
    answer,
  }: {
    readonly body: unknown;
    readonly token?: string;
    readonly answer: z.ZodMiniType<Answer>;
  },
): Promise<Answer> {
  const { status, text } = await fetchInTime(url, {
    method: 'POST',
    // Nobody else is given the secret.
    redirect: 'error',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const told = parseJson(text);
  if (status === 200) {
    const parsed = answer.safeParse(told);
    if (parsed.success) return parsed.data;
    throw new UnavailableError(`${url.href} did not answer as a Gouji web app does`);
  }
  const problem = problemSchema.safeParse(told);
  if (!problem.success)
    throw new UnavailableError(`${url.href} answered ${status}; is it a Gouji web app, and not too old?`);
  const { zh, en } = problem.data.message;
  if (status === 429 || status === 500 || status === 503) throw new UnavailableError(`${zh} / ${en}`);
  throw new RefusedError(`${zh} / ${en}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
