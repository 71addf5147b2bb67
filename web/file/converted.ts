/** What the page asks of the worker that reads files, and what it is told. Plain data: it crosses between the two. */
import type { Conversion, Refusal } from '../../shared/domain/convert/conversion.ts';

/** What is known of the report before its file is read. */
export interface ConvertGiven {
  readonly agency?: { readonly id: string; readonly name: string; readonly district: string };
  readonly year?: number;
  /** The document of the report of the year before. */
  readonly lastYear?: string | undefined;
}

export type ConvertSource =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  /** What was copied, in the forms that the browser has. */
  | { readonly kind: 'clipboard'; readonly html: string; readonly text: string };

export interface ConvertRequest {
  readonly source: ConvertSource;
  readonly given: ConvertGiven;
}

/** A document in our own format is taken as it is. */
export type Converted =
  | { readonly kind: 'document'; readonly bytes: Uint8Array }
  | { readonly kind: 'conversion'; readonly conversion: Conversion };

/** Why nothing came of it; what calls itself a document and is none is damaged. */
export const tellRefusal = (converted: Converted): Refusal =>
  converted.kind === 'conversion' && converted.conversion.outcome === 'refused'
    ? converted.conversion.refusal
    : 'damaged';
