import type { Refusal } from '../domain/convert/conversion.ts';
import type { FileKind, Layout } from '../domain/convert/layout.ts';

/** What reading a file came to. */
export type ReadResult =
  | { readonly kind: 'layout'; readonly layout: Layout }
  /** A document in our own format, to be taken as it is. */
  | { readonly kind: 'document'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly fileKind?: FileKind;
      /** What was found where, in few words, for programs: the words for people belong to the refusal. */
      readonly detail?: string;
    };
