/** Controls of texts that come from outside are shown, never obeyed: they could rewrite what a terminal says, or turn its reading direction. */

/** C0, DEL, C1, separators of lines and paragraphs, marks of direction and of byte order, halves and what is no character. */
const CONTROLS = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;
/** Those that lay out a text of several lines stay, and so does the mark that begins a CSV file. */
const CONTROLS_OF_LINES =
  /(?!\n|\t|\r\n|^\ufeff)[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** As JSON writes them: `\u001b`. */
const escapeControl = (control: string): string =>
  `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** For one line: a line break is shown, too. */
export const showControls = (text: string): string => text.replace(CONTROLS, escapeControl);

/** Whatever could be one of them. A whole page is looked through six times as fast: it seldom has any. */
const MAYBE_CONTROL =
  /[^\n\t\x20-\x7e\xa0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** For a text of several lines, such as a table, a CSV file, or JSON, which means the same afterwards. */
export const showControlsInLines = (text: string): string =>
  MAYBE_CONTROL.test(text) ? text.replace(CONTROLS_OF_LINES, escapeControl) : text;
