/** Reads files of every kind beside the page. It answers each request once. */
import './older-browsers.ts';
import { convertSource } from './convert/convert-source.ts';
import type { Converted, ConvertRequest } from '../file/converted.ts';

addEventListener('message', ({ data }: MessageEvent<ConvertRequest>) => {
  void convertSource(data).then((converted: Converted) => {
    // Under a name of its own: a library that runs here, too, has its own to say to whoever listens.
    postMessage({ converted });
  });
});
