/** What a document states, as far as it could be read: a whole report, or what is left of one. */
import type { Draft } from './document-reader.ts';
import { LIST, NUMBER, TEXT } from '../form/read-values.ts';
import type { Explanation, ProcessingFee } from '../form/report.ts';

/** `undefined` where the document does not state it or it could not be read. Every `Report` is one. */
export interface StatedReport {
  readonly edition?: string | undefined;
  readonly year?: number | undefined;
  readonly agency: {
    readonly id?: string | undefined;
    readonly name?: string | undefined;
    readonly creditCode?: string | undefined;
  };
  readonly district?: string | undefined;
  readonly publishedOn?: string | undefined;
  readonly sourceUrl?: string | undefined;
  readonly preamble?: string | undefined;
  readonly signature?: { readonly name?: string | undefined; readonly date?: string | undefined } | undefined;
  readonly narrative: {
    readonly overview?: string | undefined;
    readonly problems?: string | undefined;
    readonly other?: string | undefined;
  };
  readonly processingFee?:
    { readonly [Key in keyof ProcessingFee]?: ProcessingFee[Key] | undefined } | undefined;
  readonly notes: readonly { readonly path: string; readonly text: string }[];
  readonly nil: boolean;
  readonly explanations: readonly Explanation[];
}

export function readStatedReport({ texts, numbers, lists, nil }: Draft): StatedReport {
  return {
    edition: texts[TEXT.edition],
    year: numbers[NUMBER.year],
    agency: { id: texts[TEXT.agencyId], name: texts[TEXT.agencyName], creditCode: texts[TEXT.creditCode] },
    district: texts[TEXT.district],
    publishedOn: texts[TEXT.publishedOn],
    sourceUrl: texts[TEXT.sourceUrl],
    preamble: texts[TEXT.preamble],
    signature: { name: texts[TEXT.signatureName], date: texts[TEXT.signatureDate] },
    narrative: {
      overview: texts[TEXT.overview],
      problems: texts[TEXT.problems],
      other: texts[TEXT.other],
    },
    processingFee: {
      notices: numbers[NUMBER.notices],
      noticedFen: numbers[NUMBER.noticedFen],
      collectedFen: numbers[NUMBER.collectedFen],
    },
    notes: (lists[LIST.notes] ?? []).flatMap(([path, text]) =>
      path === undefined || text === undefined ? [] : [{ path, text }],
    ),
    nil,
    explanations: (lists[LIST.explanations] ?? []).flatMap(([rule, path, text]) =>
      rule === undefined || path === undefined || text === undefined ? [] : [{ rule, path, text }],
    ),
  };
}
