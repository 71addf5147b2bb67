/** How far filing has come, as the last step shows it. Plain data. */
import type { ReceiptShown } from '../../../shared/contracts/api/office-answers.ts';
import type { Text } from '../../../shared/domain/basics/text.ts';

export type FilingState =
  /** Who is signed in is being asked. */
  | { readonly kind: 'asking' }
  /** That could not be learned. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'not-yours'; readonly name: string }
  /** `failed`: why the last try came to nothing. */
  | { readonly kind: 'ready'; readonly name: string; readonly failed?: 'network' | Text }
  | { readonly kind: 'sending'; readonly name: string }
  /** It has arrived, and nobody knows yet what became of it. */
  | { readonly kind: 'late' }
  /** `unexplained`: warnings that the document says nothing of. */
  | { readonly kind: 'filed'; readonly receipt: ReceiptShown; readonly unexplained: number };
