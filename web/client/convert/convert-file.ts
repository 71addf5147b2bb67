/**
 * Reads a file beside the page: in a worker, so that the page answers meanwhile, and can give up what takes too long.
 */
import type { Converted, ConvertGiven, ConvertRequest, ConvertSource } from '../../file/converted.ts';

/** No report takes a second; what takes this long is built to. */
const LIMIT_MS = 20_000;

const TOO_COSTLY: Converted = {
  kind: 'conversion',
  conversion: { outcome: 'refused', kind: undefined, refusal: 'too-costly' },
};
const DAMAGED: Converted = {
  kind: 'conversion',
  conversion: { outcome: 'refused', kind: undefined, refusal: 'damaged' },
};

export interface Converter {
  /** Fetches what reads files, so that they can be read without a network, too. */
  warm(): void;
  convert(source: ConvertSource, given: ConvertGiven): Promise<Converted>;
}

/** One file at a time: a later one ends the reading of an earlier one, which is then never told. */
function openConverter(address: string): Converter {
  let idle: Worker | undefined;
  let busy: Worker | undefined;
  const start = (): Worker => new Worker(address, { type: 'module' });
  return {
    warm() {
      idle ??= start();
    },
    convert(source, given) {
      busy?.terminate();
      const worker = idle ?? start();
      idle = undefined;
      busy = worker;
      return new Promise((resolve) => {
        const end = (converted: Converted, isUsable: boolean): void => {
          clearTimeout(timer);
          if (busy === worker) busy = undefined;
          if (isUsable) idle = worker;
          else worker.terminate();
          resolve(converted);
        };
        const timer = setTimeout(() => {
          end(TOO_COSTLY, false);
        }, LIMIT_MS);
        worker.onmessage = ({ data }: MessageEvent<{ readonly converted?: Converted }>) => {
          if (data.converted) end(data.converted, true);
        };
        // Out of memory, or a file that no reader foresaw: either way nothing can be made of it.
        worker.onerror = (event) => {
          event.preventDefault();
          end(DAMAGED, false);
        };
        worker.postMessage({ source, given } satisfies ConvertRequest);
      });
    },
  };
}

/** The worker's address stands at the page's script. */
export function findConverter(): Converter {
  const address = document.querySelector<HTMLScriptElement>('script[data-converter]')?.dataset['converter'];
  if (address === undefined) throw new Error('the page names no converter');
  return openConverter(address);
}
