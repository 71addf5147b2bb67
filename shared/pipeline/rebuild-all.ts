/** All years rebuilt, and what their history had lost received again from the uploads. */
import { CorruptItemError } from '../errors.ts';
import { collectFailures } from './collect-failures.ts';
import { completeKeptActs, type KeptActsDeps } from './kept-acts.ts';
import { indexRosterMails, type RosterMailsTable } from './index-roster-mails.ts';
import { separateContacts, type SeparateDeps } from './separate-contacts.ts';
import { renewHeads, type HeadsDeps } from './renew-heads.ts';
import { rebuildYear, type RebuildDeps, type Rebuilt } from './rebuild.ts';
import { receiveForgotten, type ForgottenDeps } from './receive-forgotten.ts';
import { finishRedactions, type RedactDeps } from './redact.ts';

type RebuildAllDeps = RebuildDeps &
  ForgottenDeps &
  RedactDeps &
  KeptActsDeps &
  SeparateDeps &
  HeadsDeps & { readonly table: RosterMailsTable };

interface RebuiltAll {
  /** Uploaded versions that the history had lost, or never had. */
  readonly received: number;
  /** Uploaded versions that nobody can place: no roster is loaded. */
  readonly waiting: number;
  /** Acts that only the bucket had. */
  readonly acts: number;
  /** Redacted documents of which something was left or had come back: keys in the archive. */
  readonly redacted: readonly string[];
  readonly failures: readonly string[];
}

export async function rebuildAll(
  deps: RebuildAllDeps,
  years: readonly number[],
  onYear: (year: number, rebuilt: Rebuilt) => void = () => undefined,
): Promise<RebuiltAll> {
  async function rebuildYears(): Promise<string[]> {
    const failures: string[] = [];
    for (const year of years) {
      const rebuilt = await rebuildYear(deps, year);
      onYear(year, rebuilt);
      failures.push(...rebuilt.failures);
    }
    return failures;
  }

  const { failures: notReceived, attempt } = collectFailures();
  const redacted: string[] = [];
  const finish = (): Promise<void> =>
    attempt('redactions', async () => {
      redacted.push(...(await finishRedactions(deps, deps.now())));
    });
  await renewHeads(deps, attempt);
  await finish();
  let failures = await rebuildYears();
  await attempt('contacts of agencies', async () => {
    const damaged = await separateContacts(deps, years);
    if (damaged.length > 0) throw new CorruptItemError(damaged.join('; '));
  });
  // After it: an address that came to be somebody's meanwhile finds its agency.
  await attempt('mail addresses of agencies', () => indexRosterMails(deps.table, years));
  // The items are whole by now, and take up what the history has lost: acts first, so that what is withheld stays withheld.
  let acts = 0;
  await attempt('acts', async () => {
    if (!(await deps.table.hasRoster())) return;
    const kept = await Array.fromAsync(deps.bucket.keptActs());
    acts = await completeKeptActs(deps, kept, { graceMs: 0 }, attempt);
  });
  const { received, waiting } = await receiveForgotten(deps, { graceMs: 0 }, attempt);
  if (received > 0 || acts > 0) {
    await finish();
    failures = await rebuildYears();
  }
  return { received, waiting, acts, redacted, failures: [...new Set([...failures, ...notReceived])] };
}
