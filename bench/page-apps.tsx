/** The apps for one bundle: Node does not run TSX as it is. */
export { createApp } from '../web/app.tsx';
export { createDownloads } from '../web/downloads/app.ts';
