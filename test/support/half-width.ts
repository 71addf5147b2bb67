/** ASCII punctuation beside Chinese, with what stands around it: print sets it full-width. */
export const findHalfWidth = (text: string): string[] =>
  text.match(/.{0,8}(?:[\u3400-\u9fff」”][,:;?!(]|[,:;?!)][\u3400-\u9fff「“]).{0,8}/g) ?? [];

/** What a letter says in Chinese: the English part begins with the first heading. */
export const chinesePart = (text: string | undefined): string => text?.split('【', 1)[0] ?? '';
