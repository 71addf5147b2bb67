/** A text's paragraphs. */
export const linesIn = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== '');
