/** Which of a batch failed, as its handler answers it. */
import * as z from 'zod';

const responseSchema = z.union([
  z.null(),
  z.undefined(),
  z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() }),
]);

/**
 * Identifiers of the failed items. Throws where the answer is malformed or names an item that the batch does not have:
 * AWS takes the whole batch for failed then.
 */
export function listFailedItems(response: unknown, items: ReadonlySet<string>): Set<string> {
  const parsed = responseSchema.safeParse(response);
  if (!parsed.success) throw new TypeError('the function answered something else than batchItemFailures');
  const failed = parsed.data?.batchItemFailures ?? [];
  for (const { itemIdentifier } of failed)
    if (!items.has(itemIdentifier))
      throw new TypeError(`the function says that ${itemIdentifier} failed, which is not in its batch`);
  return new Set(failed.map(({ itemIdentifier }) => itemIdentifier));
}
