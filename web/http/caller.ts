import { isIPv6 } from 'node:net';

/**
 * The reader's network as the content network in front tells it: each that passes a request on adds whom it had it from, so that the
 * last is the content network itself, and the one before it the reader. What a reader claims stands before. On one machine a
 * proxy stands in the content network's place.
 */
export function tellViewer(request: Pick<Request, 'headers'>): string | undefined {
  const passed = listPassed(request);
  return nameNetwork(passed.at(-2) ?? passed.at(-1));
}

/** The same where one proxy or API alone passes on what came from elsewhere: the last is the reader. */
export const tellProxied = (request: Pick<Request, 'headers'>): string | undefined =>
  nameNetwork(listPassed(request).at(-1));

/** By whether a distribution shows its secret: without one, what is before the last is the reader's own claim. */
export const chooseCaller = (originSecret: string | undefined) =>
  originSecret === undefined ? tellProxied : tellViewer;

const listPassed = ({ headers }: Pick<Request, 'headers'>): string[] =>
  (headers.get('x-forwarded-for') ?? '').split(',').map((one) => one.trim());

const nameNetwork = (address: string | undefined): string | undefined =>
  address === undefined || address === '' ? undefined : tellNetwork(address);

/** One customer of a carrier has so many addresses of IPv6 at least, and may take another for each request. */
const CUSTOMER_BITS = 56;

function tellNetwork(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [front = '', back] = address.split('::');
  const groups = (part = ''): string[] => part.split(':').filter((group) => group !== '');
  const [head, tail] = [groups(front), groups(back)];
  const zeros = back === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => '0');
  const hex = [...head, ...zeros, ...tail].map((group) => group.padStart(4, '0')).join('');
  return `${hex.slice(0, CUSTOMER_BITS / 4).toLowerCase()}/${CUSTOMER_BITS}`;
}
