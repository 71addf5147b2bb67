import type { FileKind } from '../domain/convert/layout.ts';
import type { ReadResult } from './read-result.ts';
import { RefusedError } from './refused.ts';

/**
 * Runs a reader: what it refuses, and what it stumbles over, becomes a result. A file that surprises a reader is damaged as far
 * as anyone can tell.
 */
export async function guard(
  fileKind: FileKind | undefined,
  read: () => ReadResult | Promise<ReadResult>,
): Promise<ReadResult> {
  try {
    const result = await read();
    return result.kind === 'layout' && result.layout.blocks.length === 0 ? refuse('empty', fileKind) : result;
  } catch (error) {
    if (error instanceof RefusedError) return refuse(error.refusal, fileKind, error.detail);
    return refuse('damaged', fileKind, error instanceof Error ? error.message : 'unknown');
  }
}

const refuse = (
  refusal: Extract<ReadResult, { kind: 'refused' }>['refusal'],
  fileKind: FileKind | undefined,
  detail?: string,
): ReadResult => ({ kind: 'refused', refusal, ...(fileKind && { fileKind }), ...(detail && { detail }) });
