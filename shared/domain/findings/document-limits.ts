/** Limits of one uploaded document; beyond them it is returned with S1. Source: `docs/report-format.md`, rule S1. */
export const MAX_DOCUMENT_BYTES = 1_048_576;
export const MAX_NESTING = 32;
/**
 * Lengths in UTF-16 units. An item of the store holds 400 KB: the name, and the rules and places that are explained,
 * are kept beside the figures; the words and the notes only in the archived document.
 */
export const MAX_NAME_LENGTH = 200;
export const MAX_URL_LENGTH = 2000;
/** More than twice the longest place of the form. */
export const MAX_PLACE_LENGTH = 160;
/** More than there are cells that a warning may concern. */
export const MAX_EXPLANATIONS = 100;
export const MAX_EXPLANATION_LENGTH = 1000;
/** More than there are cells. */
export const MAX_NOTES = 400;
export const MAX_NOTE_LENGTH = 5000;
/** Findings told of one document; the last one says how many more there are. */
export const MAX_FINDINGS = 1000;
