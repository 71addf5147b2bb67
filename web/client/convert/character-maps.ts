/** What the codes of Chinese fonts mean that a PDF does not embed: pdfjs-dist brings a map for each coding. */
const MAPS: Readonly<Record<string, () => Promise<{ readonly default: Uint8Array }>>> = {
  'Adobe-GB1-UCS2': () => import('pdfjs-dist/cmaps/Adobe-GB1-UCS2.bcmap'),
  'GB-EUC-H': () => import('pdfjs-dist/cmaps/GB-EUC-H.bcmap'),
  'GB-EUC-V': () => import('pdfjs-dist/cmaps/GB-EUC-V.bcmap'),
  'GBK-EUC-H': () => import('pdfjs-dist/cmaps/GBK-EUC-H.bcmap'),
  'GBK-EUC-V': () => import('pdfjs-dist/cmaps/GBK-EUC-V.bcmap'),
  'GBK2K-H': () => import('pdfjs-dist/cmaps/GBK2K-H.bcmap'),
  'GBK2K-V': () => import('pdfjs-dist/cmaps/GBK2K-V.bcmap'),
  'GBKp-EUC-H': () => import('pdfjs-dist/cmaps/GBKp-EUC-H.bcmap'),
  'GBKp-EUC-V': () => import('pdfjs-dist/cmaps/GBKp-EUC-V.bcmap'),
  'GBpc-EUC-H': () => import('pdfjs-dist/cmaps/GBpc-EUC-H.bcmap'),
  'UniGB-UCS2-H': () => import('pdfjs-dist/cmaps/UniGB-UCS2-H.bcmap'),
  'UniGB-UCS2-V': () => import('pdfjs-dist/cmaps/UniGB-UCS2-V.bcmap'),
  'UniGB-UTF16-H': () => import('pdfjs-dist/cmaps/UniGB-UTF16-H.bcmap'),
  'UniGB-UTF16-V': () => import('pdfjs-dist/cmaps/UniGB-UTF16-V.bcmap'),
  'UniGB-UTF8-H': () => import('pdfjs-dist/cmaps/UniGB-UTF8-H.bcmap'),
};

/** `undefined` where there is none of that name. */
export async function readCharacterMap(name: string): Promise<Uint8Array | undefined> {
  const load = Object.hasOwn(MAPS, name) ? MAPS[name] : undefined;
  return load && (await load()).default;
}
