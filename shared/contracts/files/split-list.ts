/** Several values in one cell, or in one field of a form. */

/** With their full-width forms. */
const SEPARATOR = /[|;\uff5c\uff1b\u3001]/u;

export const splitList = (text: string): string[] => trimAll(text.split(SEPARATOR));

/** Those that are left out are none. */
export const trimAll = (parts: readonly string[]): string[] =>
  parts.map((part) => part.trim()).filter((part) => part !== '');
