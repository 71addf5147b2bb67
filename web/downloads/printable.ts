/** Characters that XML cannot hold, escaped or not: a name that has one must not make the file unreadable. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export const printable = (text: string): string => text.toWellFormed().replaceAll(UNPRINTABLE, '');
