/** PDFs as small as they come: texts and lines at places, in a font that is not embedded, or none. */

interface PdfText {
  readonly left: number;
  /** From the top of the page, as everything here. */
  readonly top: number;
  readonly text: string;
  readonly size?: number;
}

/** `[left, top, right, bottom]` of a line. */
type PdfRule = readonly [number, number, number, number];

export interface PdfPageContent {
  readonly texts?: readonly PdfText[];
  readonly rules?: readonly PdfRule[];
  /** Content as PDF writes it, before all else. */
  readonly raw?: string;
}

const HEIGHT = 842;

export function aPdf(pages: readonly PdfPageContent[], { encoding = 'UniGB-UCS2-H' } = {}): Uint8Array {
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${5 + 2 * i} 0 R`).join(' ')}] >>`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${encoding} /DescendantFonts [4 0 R] >>`,
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 [500] 17 26 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>',
  ];
  for (const page of pages) {
    const content = writeContent(page);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 ${HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length + 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  return writePdf(objects);
}

/** Objects from number 1 on; the first one is the catalogue. */
export function writePdf(objects: readonly string[], trailer = ''): Uint8Array {
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  const entries = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}

const writeContent = ({ texts = [], rules = [], raw = '' }: PdfPageContent): string =>
  [
    raw,
    ...rules.map(([left, top, right, bottom]) => `${left} ${HEIGHT - top} m ${right} ${HEIGHT - bottom} l S`),
    ...texts.map(({ left, top, text, size = 10 }) => {
      const hex = Array.from(text, (character) => character.charCodeAt(0).toString(16).padStart(4, '0')).join(
        '',
      );
      return `BT /F1 ${size} Tf ${left} ${HEIGHT - top - size * 0.85} Td <${hex}> Tj ET`;
    }),
  ].join('\n');

/** The lines of a grid. */
export const gridRules = (xs: readonly number[], ys: readonly number[]): PdfRule[] => {
  const [left = 0, right = 0, top = 0, bottom = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
  return [...xs.map((x): PdfRule => [x, top, x, bottom]), ...ys.map((y): PdfRule => [left, y, right, y])];
};
