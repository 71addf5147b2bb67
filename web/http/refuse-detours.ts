/**
 * Functions behind an HTTP API answer at its own address, too, where nobody vouches for the reader's network address that a request
 * names. The distribution in front shows a secret that nobody else knows; where the deployment names none, as on one machine,
 * there is no way around it.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { ORIGIN_HEADER } from '../../shared/contracts/wiring.ts';

type Answer = (request: Request) => Response | Promise<Response>;

export function refuseDetours(secret: string | undefined, answer: Answer): Answer {
  if (secret === undefined) return answer;
  const expected = digest(secret);
  return (request) =>
    timingSafeEqual(digest(request.headers.get(ORIGIN_HEADER) ?? ''), expected)
      ? answer(request)
      : new Response('Ask this site by its own address.\n', {
          status: 403,
          headers: { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' },
        });
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
