/** A draft as the bytes that the agency uploads. */
import { encodeReport } from '../shared/domain/document/encode-report.ts';
import type { Draft } from './drafts.ts';

export function encodeDraft({ report, damage }: Draft): string | Uint8Array {
  const text = encodeReport(report);
  switch (damage) {
    case 'text-for-number':
      return text.replace(/"total":\s*(\d+)/, '"total": "$1"');
    case 'misspelt-key':
      return text.replace('"naturalPerson"', '"natrualPerson"');
    case 'truncated': {
      const bytes = new TextEncoder().encode(text);
      return bytes.subarray(0, Math.floor(bytes.length * 0.6));
    }
    default:
      return text;
  }
}
