import { OfficeRefusal } from './office-problem.ts';
import type { OfficeContext } from './ports.ts';

/** A form of another site may be sent as text without the browser asking: it is no JSON by its type. */
export async function readJson(c: OfficeContext): Promise<unknown> {
  if (!/^application\/json(?:;|$)/i.test(c.req.header('content-type') ?? ''))
    throw new OfficeRefusal('wrong-type');
  try {
    return await c.req.json();
  } catch {
    throw new OfficeRefusal('malformed');
  }
}
