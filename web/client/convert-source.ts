/** From a file, or what was copied, to a document or what recognition makes of it. */
import type { Converted, ConvertRequest } from '../file/converted.ts';

export function convertSource({ source }: ConvertRequest): Promise<Converted> {
  const bytes = source.kind === 'file' ? source.bytes : new TextEncoder().encode(source.text);
  const [first] = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  return Promise.resolve(
    first === '{'
      ? { kind: 'document', bytes }
      : { kind: 'conversion', conversion: { outcome: 'refused', kind: undefined, refusal: 'unknown-kind' } },
  );
}
