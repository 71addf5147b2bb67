/** `gouji redact`: takes the texts of a submission away for good, and says what it could not reach. */
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { hashBytes } from '../shared/adapters/hash-bytes.ts';
import { openReportBucket } from '../shared/adapters/open.ts';
import { bucketConnection } from '../shared/contracts/api/connection.ts';
import { LANES, makeDocumentKey, parseDocumentKey } from '../shared/contracts/bucket/object-keys.ts';
import type { AuditedThing } from '../shared/domain/authority/audit-entry.ts';
import { redact as redactTexts, type Redacted } from '../shared/pipeline/redact.ts';
import { redactCopy } from '../shared/pipeline/redact-copy.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { appendToTrail } from './audit-trail.ts';
import { COMMANDS } from './commands.ts';
import { confirm } from './confirm.ts';
import { connect, type RunningSystem } from './connect.ts';
import { UsageError } from './exit-codes.ts';
import { sayLine } from './terminal.ts';

export async function redact(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: COMMANDS.redact.options,
    allowPositionals: true,
  });
  const [asked, ...more] = positionals;
  if (asked === undefined || more.length > 0)
    throw new UsageError('redact takes one SUBMISSION: its id, AGENCY/YEAR/ID, or the address of its page');
  const reason = values.reason?.trim() ?? '';
  if (reason === '') throw new UsageError('redact needs a --reason, which is kept with the submission');
  const system = await connect(values.endpoint);
  const { key, submissionId } = await locate(system, asked);
  if (!values.yes) {
    const answer = await confirm(
      `永久删去 ${key} ${submissionId} 的全部文字吗 Take all texts of ${key} ${submissionId} away for good?`,
    );
    if (answer === false) return 1;
  }
  const by = values.by?.trim() ?? '';
  await appendToTrail(system, {
    act: 'redact',
    on: tellThing(key),
    detail: `${key} ${submissionId}${by === '' ? '' : ` (${by})`}: ${reason}`,
  });
  const redacted = await redactTexts(
    { ...system, sha256: hashBytes },
    { key, submissionId, at: systemClock(), by: by === '' ? userInfo().username : by, reason },
  );
  if (!redacted) throw new UsageError(`${key} has no submission ${submissionId}`);
  const copy = values.copy === undefined ? undefined : await reachCopy(system, values.copy, redacted);
  tell(redacted, system, copy);
  return copy?.kind === 'refused' ? 1 : 0;
}

type ReachedCopy = { readonly bucketName: string } & (
  | { readonly kind: 'reached'; readonly removed: number }
  | { readonly kind: 'refused'; readonly reason: string }
);

/** The rest is done by then: what keeps it from the copy is told, and the same command once more tries again. */
async function reachCopy(
  { connection, bucket }: RunningSystem,
  bucketName: string,
  { submissions }: Redacted,
): Promise<ReachedCopy> {
  try {
    // In another region it is asked there.
    const copy = openReportBucket(
      { BUCKET_NAME: bucketName },
      { ...bucketConnection(connection), followsRegion: true },
    );
    return { kind: 'reached', bucketName, removed: await redactCopy({ bucket, copy }, submissions) };
  } catch (error) {
    return { kind: 'refused', bucketName, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** As people copy it: the address of its page, AGENCY/YEAR/ID, or the id alone, for which uploads are looked through. */
const NAMED = /(?:^|\/)([a-z0-9][a-z0-9-]*)\/(?:years\/)?(\d{4})\/(?:submissions\/)?([^/?#]+)\/?(?:[?#].*)?$/;

async function locate(
  { table, bucket }: RunningSystem,
  asked: string,
): Promise<{ key: string; submissionId: string }> {
  const [, agencyId, year, submissionId] = NAMED.exec(asked) ?? [];
  if (agencyId !== undefined && submissionId !== undefined) {
    const roster = await table.roster(agencyId);
    if (!roster) throw new UsageError(`the roster knows no agency ${agencyId}`);
    const place = { district: roster.district, agencyId, year: Number(year) };
    return { key: makeDocumentKey('inbox', place), submissionId: decodeURIComponent(submissionId) };
  }
  for (const lane of LANES)
    for await (const { key, versionId } of bucket.versions(`${lane}/`))
      if (versionId === asked) return { key, submissionId: versionId };
  // Its upload may be gone already.
  for await (const { submissions } of bucket.redactions())
    for (const { key, submissionId } of submissions) if (submissionId === asked) return { key, submissionId };
  throw new UsageError(
    `no uploaded version is called ${asked}: give AGENCY/YEAR/ID, or the address of its page`,
  );
}

function tellThing(key: string): AuditedThing {
  const { place } = parseDocumentKey(key) ?? {};
  return place
    ? { kind: 'agency', agency: place.agencyId, district: place.district, year: place.year }
    : { kind: 'system' };
}

function tell(
  { submissions, uploads, receipts, place, copies, addresses }: Redacted,
  { endpoint }: RunningSystem,
  copy: ReachedCopy | undefined,
): void {
  sayLine(
    `已遮蔽 ${submissions.length} 次报送的文字:存档、${uploads} 个上传版本、${receipts} 份回执、报送记录;数字不变`,
  );
  sayLine(
    `redacted ${submissions.length} submissions: archive, ${uploads} uploaded versions, ${receipts} receipts, history; figures stay`,
  );
  for (const { key, submissionId, sha256 } of submissions)
    sayLine(`  ${key} ${submissionId} ${sha256 ?? ''}`);
  if (copy?.kind === 'reached')
    sayLine(
      `  副本桶 ${copy.bucketName} 中删去 ${copy.removed} 个版本 ${copy.removed} versions taken out of the second copy`,
    );
  sayLine('未能触及,请另行处理 not reached, see to it:');
  sayLine('  站前缓存,请清除以下地址 caches before the site, purge:');
  for (const address of addresses) sayLine(`    ${address}`);
  if (copy === undefined)
    sayLine('  副本桶(如有) the second copy of the bucket, where the stage has one: --copy BUCKET');
  if (copy?.kind === 'refused')
    sayLine(
      `  副本桶 ${copy.bucketName}(${copy.reason}),请再运行一次 the second copy of the bucket: run it once more`,
    );
  sayLine('  已发出的邮件和已存的报送情况汇总 mails sent, and summaries kept under summaries/');
  if (place)
    sayLine(`    gouji summarise --region ${place.district} --year ${place.year} --endpoint ${endpoint}`);
  for (const { agencyId, year } of copies)
    sayLine(
      `  ${agencyId}/${year} 的文字与之雷同,请查看是否含有同样的内容 has copied the text: look whether it says the same`,
    );
  sayLine('  备份、导出的文件、读者已下载的副本 backups, exports, copies that readers have');
  sayLine(`之后请核对 prove it afterwards: gouji verify --endpoint ${endpoint}`);
}
