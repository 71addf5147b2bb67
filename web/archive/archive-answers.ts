/** The archive of all years as the API tells it. */
import type { ArchiveAnswer, ArchivePartAnswer } from '../../shared/contracts/api/archive-answers.ts';
import { nameBulkPart } from '../../shared/contracts/bucket/bulk-keys.ts';
import type { BulkIndex, BulkManifest } from '../../shared/contracts/bucket/stored-bulk.ts';
import { makeArchivePath } from './read-archive.ts';

export const writeArchiveAnswer = ({ at }: BulkIndex, parts: BulkIndex['parts']): ArchiveAnswer => ({
  plannedAt: at,
  parts: parts.map(({ agencyYears, ...part }) => ({
    part: nameBulkPart(part),
    ...part,
    expected: agencyYears,
    href: makeArchivePath(part),
  })),
});

export const writePartAnswer = ({
  code,
  scope,
  name,
  at,
  years,
  files,
}: BulkManifest): ArchivePartAnswer => ({
  part: nameBulkPart({ code, scope }),
  code,
  scope,
  name,
  madeAt: at,
  years,
  files: files.map(({ file, rows, sizeBytes, sha256, csv }) => ({
    file,
    href: `${makeArchivePath({ code, scope })}/${file}`,
    rows,
    sizeBytes,
    sha256,
    ...(csv && { ranges: csv.ranges }),
  })),
});
