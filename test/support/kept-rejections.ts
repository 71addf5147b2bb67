/** What handlers put aside for good, in memory. */
import type { RejectedMessages } from '../../shared/adapters/bucket/rejected-messages.ts';

interface KeptRejection {
  readonly id: string;
  readonly message: unknown;
  readonly reason: string;
}

export function keptRejections(): { readonly rejected: RejectedMessages; readonly kept: KeptRejection[] } {
  const kept: KeptRejection[] = [];
  return {
    kept,
    rejected: {
      keep: (id, message, error) => {
        kept.push({ id, message, reason: `${error.name}: ${error.message}` });
        return Promise.resolve(`rejected/test/${id}.json`);
      },
    },
  };
}
