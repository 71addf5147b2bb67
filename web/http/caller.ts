/**
 * The reader's network address as the content network in front tells it: each that passes a request on adds whom it had it
 * from, so that the last is the content network itself, and the one before it the reader. What a reader claims stands before.
 */
export function tellViewer({ headers }: Pick<Request, 'headers'>): string | undefined {
  const passed = (headers.get('x-forwarded-for') ?? '').split(',').map((one) => one.trim());
  return passed.at(-2) ?? passed.at(-1);
}
