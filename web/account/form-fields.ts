/** The text fields of a form that was sent; a field that is sent twice, or as a file, is none. */
import type { AccountContext } from './ports.ts';

export async function readFields(c: AccountContext): Promise<(name: string) => string | undefined> {
  const type = c.req.header('content-type') ?? '';
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  const sent = new URLSearchParams(isForm ? await c.req.text() : '');
  return (name) => {
    const values = sent.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  };
}
