/** The explanations of the report in force, each with its words and whether it still holds. */
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import type { Surroundings } from '../domain/verdict/findings-shown.ts';
import { isTextWithheld } from '../domain/standing/acts/office-standing.ts';
import { decodeShown } from '../domain/document/redact-document.ts';
import {
  findExplanation,
  stateOfWarning,
  type ShownExplanation,
  type Warning,
} from '../domain/standing/explanations.ts';
import { listWarnings } from './judge-agency-year.ts';

/** What archived documents are read from. */
export interface ArchiveReader {
  archived(sha256: string): Promise<Uint8Array | undefined>;
}

/** By rule and place. */
export type ShownExplanations = (finding: Pick<Warning, 'rule' | 'path'>) => ShownExplanation | undefined;

/** One archived document for each that gave one: nearly always a single one, or none. */
export async function readExplanations(
  bucket: ArchiveReader,
  item: AgencyYear | undefined,
  surroundings: Surroundings,
): Promise<ShownExplanations> {
  const kept = item?.explanations ?? [];
  const warnings = item && kept.length > 0 ? listWarnings(item, surroundings) : [];
  // What is kept back of a report is not told by what an earlier version explained of it.
  const isKeptBack = item?.inForce !== undefined && isTextWithheld(item.acts, item.inForce);
  const wanted = warnings.flatMap((warning) => findExplanation(warning, kept) ?? []);
  const texts = new Map(
    await Promise.all(
      [...new Set(wanted.map(({ sha256 }) => sha256))].map(
        async (sha256) =>
          [
            sha256,
            await explanationsIn(bucket, sha256, isKeptBack || isTextWithheld(item?.acts, { sha256 })),
          ] as const,
      ),
    ),
  );
  return ({ rule, path }) => {
    const warning = warnings.find((other) => other.rule === rule && other.path === path);
    const explanation = warning && findExplanation(warning, kept);
    if (!warning || !explanation) return undefined;
    const given = texts.get(explanation.sha256) ?? [];
    return {
      text: given.find((other) => other.rule === rule && other.path === path)?.text ?? '',
      receivedAt: explanation.receivedAt,
      holds: stateOfWarning(warning, kept) === 'explained',
    };
  };
}

async function explanationsIn(bucket: ArchiveReader, sha256: string, isKeptBack: boolean) {
  const bytes = await bucket.archived(sha256);
  const decoded = bytes && decodeShown(bytes, isKeptBack);
  return decoded?.kind === 'read' ? (decoded.report?.explanations ?? []) : [];
}
