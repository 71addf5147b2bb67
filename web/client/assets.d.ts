/** What the build makes modules of. */
declare module '*.bcmap' {
  const bytes: Uint8Array;
  export { bytes as default };
}
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  export const WorkerMessageHandler: unknown;
}
