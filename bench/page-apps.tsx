/** The app for one bundle: Node does not run TSX as it is. */
export { createApp } from '../web/app.tsx';
