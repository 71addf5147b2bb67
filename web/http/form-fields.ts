/** The text fields of a form that was sent. */
import type { Context } from 'hono';

interface FormFields {
  /** `undefined` where it was sent as a file, more than once, or not at all. */
  (name: string): string | undefined;
  /** Boxes of one name that were ticked. */
  readonly all: (name: string) => readonly string[];
}

export async function readFields(c: Context): Promise<FormFields> {
  const type = c.req.header('content-type') ?? '';
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  const sent = new URLSearchParams(isForm ? await c.req.text() : '');
  const all = (name: string): readonly string[] => sent.getAll(name);
  const single = (name: string): string | undefined => {
    const values = all(name);
    return values.length === 1 ? values[0] : undefined;
  };
  return Object.assign(single, { all });
}
