/** `gouji act publication AGENCY/YEAR`: where and when a report was published, and the receipt of saying so. */
import { setTimeout as sleep } from 'node:timers/promises';
import { SECRETS } from '../shared/adapters/sign-in/secrets.ts';
import { hashBytes } from '../shared/adapters/hash-bytes.ts';
import type { Place } from '../shared/domain/basics/place.ts';
import { describePublication } from '../shared/domain/standing/publication-words.ts';
import type { PublicationStanding } from '../shared/domain/standing/publication.ts';
import {
  previewPublication,
  readPublicationReceipt,
  statePublication,
} from '../shared/pipeline/state-publication.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { askFirst } from './ask-first.ts';
import { appendToTrail } from './audit-trail.ts';
import type { RunningSystem } from './connect.ts';
import { tellProblems } from './tell-problems.ts';
import { sayLine } from './terminal.ts';

const LOOK_EVERY_MS = 500;
const LOOKS = 60;

export async function publication(
  system: RunningSystem,
  values: { readonly 'dry-run': boolean; readonly yes: boolean },
  what: { readonly on: Place; readonly publishedOn: string; readonly sourceUrl: string },
): Promise<number> {
  const { table, bucket } = system;
  const deps = { table, bucket, now: systemClock, sha256: hashBytes, newTicketId: SECRETS.newToken };
  const asked = { ...what, by: { kind: 'operator' } as const };
  const planned = await previewPublication(deps, asked);
  if (planned.kind === 'refused') return tellProblems(planned.problems);
  const { agencyId: agency, district, year } = asked.on;
  const lines = [
    `登记公布情况 record the publication: ${planned.name} ${agency} ${year}`,
    `${tell(planned.before)} → ${tell(planned.after)}`,
  ];
  const exit = await askFirst(system, values, lines);
  if (exit !== undefined) return exit;
  await appendToTrail(system, {
    act: 'record-publication',
    on: { kind: 'agency', agency, district, year },
    detail: `${asked.publishedOn} ${asked.sourceUrl}`.trim(),
  });
  const put = await statePublication(deps, asked);
  if (put.kind === 'refused') return tellProblems(put.problems);
  for (const line of lines) sayLine(line);
  for (let look = 0; look < LOOKS; look++) {
    const receipt = await readPublicationReceipt(deps, asked.on, put.recordId);
    if (receipt?.outcome === 'recorded') {
      sayLine(`已登记 recorded: ${put.recordId}`);
      return 0;
    }
    if (receipt) return tellProblems(receipt.problems);
    await sleep(LOOK_EVERY_MS);
  }
  sayLine(`已提交,回执稍后可查 it was put, and its receipt is to come: ${put.recordId}`);
  return 0;
}

function tell(standing: PublicationStanding | undefined): string {
  if (!standing) return '–';
  const { zh, en } = describePublication(standing);
  return [zh, en, standing.publishedOn ?? '', standing.sourceUrl ?? ''].join(' ').trimEnd();
}
