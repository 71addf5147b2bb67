/** A sentence or label in the product's two languages; the Chinese one is normative. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}
