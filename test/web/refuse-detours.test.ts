/** Who asks a function at its own address could claim any network address: nobody is answered there. */
import { expect, it } from 'vitest';
import { ORIGIN_HEADER } from '../../shared/contracts/wiring.ts';
import { refuseDetours } from '../../web/http/refuse-detours.ts';

const SECRET = 'what CloudFront shows to the functions';
const answer = () => new Response('answered');
const ask = async (secret: string | undefined, headers: Record<string, string>) =>
  (
    await refuseDetours(
      secret,
      answer,
    )(new Request('https://abc.execute-api.example.com/account/mail', { headers }))
  ).status;

it.each([
  ['the secret', { [ORIGIN_HEADER]: SECRET }, 200],
  ['nothing', {}, 403],
  ['nothing in it', { [ORIGIN_HEADER]: '' }, 403],
  ['another', { [ORIGIN_HEADER]: `${SECRET}.` }, 403],
  ['the secret twice', { [ORIGIN_HEADER]: `${SECRET}, ${SECRET}` }, 403],
  ['a network address', { 'x-forwarded-for': '203.0.113.1, 192.0.2.1' }, 403],
])('who shows %s', async (_, headers, status) => {
  expect(await ask(SECRET, headers)).toBe(status);
});

it('on one machine nobody shows anything', async () => {
  expect(await ask(undefined, {})).toBe(200);
});
