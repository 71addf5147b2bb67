/** What the page asks of the office function, and what it sends to the bucket itself. */
import type {
  GivenTicket,
  OfficeProblem,
  ReceiptAnswer,
  ReceiptShown,
  SignedIn,
  TicketAsked,
} from '../../../shared/contracts/api/office-answers.ts';

export type Sent =
  | { readonly kind: 'received'; readonly receipt: ReceiptShown }
  /** It has arrived, and its receipt has not come in time. */
  | { readonly kind: 'late' }
  | { readonly kind: 'refused'; readonly problem: OfficeProblem }
  /** Nothing has arrived, as far as anybody knows. */
  | { readonly kind: 'unreachable' };

interface Watching {
  /** From 0 to 1. */
  readonly onShare: (share: number) => void;
  readonly onArrived: () => void;
}

const DOCUMENT_TYPE = 'application/json';
/** As long as S3 lets the form be used. */
const SENDING_MS = 110_000;
const LOOK_EVERY_MS = 700;
const LOOK_FOR_MS = 60_000;

/** `undefined` where nobody answers. */
export async function askWhoIsSignedIn(agency: string): Promise<SignedIn | undefined> {
  try {
    const answer = await fetch(`/office/me?agency=${encodeURIComponent(agency)}`);
    const told: unknown = await answer.json();
    return isSignedIn(told) ? told : undefined;
  } catch {
    return undefined;
  }
}

export async function sendReport(
  bytes: Uint8Array<ArrayBuffer>,
  { agency, year }: Pick<TicketAsked, 'agency' | 'year'>,
  { onShare, onArrived }: Watching,
): Promise<Sent> {
  const asked = { agency, year, sha256: await hash(bytes), size: bytes.byteLength };
  // A ticket that ran out on the way (a computer that slept, a slow line) is asked for once more, and nobody need know.
  for (let triesLeft = 1; ; triesLeft--) {
    const ticket = await askForTicket(asked);
    if ('kind' in ticket) return ticket;
    const posted = await post(ticket, bytes, onShare);
    if (posted.kind === 'refused' && triesLeft > 0) continue;
    if (posted.kind !== 'arrived') return { kind: 'unreachable' };
    onArrived();
    return waitForReceipt(asked, posted.version);
  }
}

async function hash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function askForTicket(
  asked: TicketAsked,
): Promise<GivenTicket | Extract<Sent, { kind: 'refused' | 'unreachable' }>> {
  try {
    const answer = await fetch('/office/tickets', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    });
    const told: unknown = await answer.json();
    if (isTicket(told)) return told;
    return isProblem(told) ? { kind: 'refused', problem: told } : { kind: 'unreachable' };
  } catch {
    return { kind: 'unreachable' };
  }
}

type Posted =
  | { readonly kind: 'arrived'; readonly version: string | null }
  /** By S3, for what the form says of itself: it ran out. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed' };

/** By XMLHttpRequest, which alone tells how much has been sent. */
function post(
  { url, fields }: GivenTicket,
  bytes: Uint8Array<ArrayBuffer>,
  onShare: Watching['onShare'],
): Promise<Posted> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // S3 reads nothing behind the file.
  form.append('file', new Blob([bytes], { type: DOCUMENT_TYPE }), 'report.json');
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      onShare(total === 0 ? 0 : loaded / total);
    });
    request.addEventListener('load', () => {
      if (request.status === 201)
        resolve({ kind: 'arrived', version: request.getResponseHeader('x-amz-version-id') });
      else resolve({ kind: request.status === 403 ? 'refused' : 'failed' });
    });
    for (const event of ['error', 'abort', 'timeout'])
      request.addEventListener(event, () => {
        resolve({ kind: 'failed' });
      });
    request.open('POST', url);
    request.timeout = SENDING_MS;
    request.send(form);
  });
}

/** The network may come and go meanwhile: what has arrived has arrived. */
async function waitForReceipt(
  { agency, year }: Pick<TicketAsked, 'agency' | 'year'>,
  version: string | null,
): Promise<Sent> {
  if (version === null) return { kind: 'late' };
  const address = `/office/receipts/${agency}/${year}/${encodeURIComponent(version)}`;
  for (const until = performance.now() + LOOK_FOR_MS; performance.now() < until;) {
    try {
      const told: unknown = await (await fetch(address)).json();
      if (isReceiptAnswer(told) && told.state === 'received')
        return { kind: 'received', receipt: told.receipt };
    } catch {
      // Looked at again below.
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return { kind: 'late' };
}

/** The same deploy answers, so that one property tells one answer from another. */
const isSignedIn = (value: unknown): value is SignedIn =>
  typeof value === 'object' && value !== null && 'signedIn' in value;
const isTicket = (value: unknown): value is GivenTicket =>
  typeof value === 'object' && value !== null && 'fields' in value;
const isProblem = (value: unknown): value is OfficeProblem =>
  typeof value === 'object' && value !== null && 'message' in value;
const isReceiptAnswer = (value: unknown): value is ReceiptAnswer =>
  typeof value === 'object' && value !== null && 'state' in value;
