/** Limits of one uploaded document; beyond them it is returned with S1. Source: `docs/report-format.md`, rule S1. */
export const MAX_DOCUMENT_BYTES = 1_048_576;
export const MAX_NESTING = 32;
/** Findings told of one document; the last one says how many more there are. */
export const MAX_FINDINGS = 1000;
