/** Passes on what was checked to the page on which a report is made. */
import type { CheckedDocument } from '../../check/checked-document.ts';
import type { Converted } from '../../file/converted.ts';
import { fileAddress } from '../../site/file-address.ts';
import { handOver } from './draft-store.ts';
import { parseDocument } from './file-starts.ts';

export async function goOnFiling({
  name,
  bytes,
  conversion,
  agencyId,
  year,
}: CheckedDocument): Promise<void> {
  if (!bytes) return;
  const document = conversion && parseDocument(new TextDecoder().decode(bytes));
  // With what was corrected here.
  const converted: Converted = document
    ? { kind: 'conversion', conversion: { ...conversion, document } }
    : { kind: 'document', bytes };
  await handOver(converted, name ?? '');
  location.assign(
    fileAddress({
      ...(agencyId !== undefined && { agencyId }),
      ...(year !== undefined && { year }),
    }),
  );
}
