/** Acts of whoever is signed in: who may, what would change, and the audit trail before it is done. */
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import type { RosterRecord } from '../../../shared/domain/roster/roster-entry.ts';
import type { Act, Deed } from '../../../shared/domain/standing/acts/act.ts';
import { nameInYear } from '../../../shared/domain/roster/former-names.ts';
import { tellRight } from '../../../shared/domain/standing/acts/act-right.ts';
import { describeAudited } from '../../../shared/domain/standing/acts/audited-act.ts';
import {
  previewAct,
  recordAct,
  type ActPreview,
  type AskedAct,
  type RecordedAct,
} from '../../../shared/pipeline/record-act.ts';
import type { OfficeContext, OfficeDeps } from '../ports.ts';
import { demandMay } from '../who-asks.ts';

type ActingDeps = Pick<OfficeDeps, 'acts' | 'trail' | 'now' | 'ownOrigin' | 'writesMails'> & {
  readonly table: Pick<OfficeDeps['table'], 'contactsOf'>;
};

/** An agency as `may` knows it: where the roster has it now. */
export const onAgency = ({ id: agency, district }: Pick<RosterRecord, 'id' | 'district'>) =>
  ({ kind: 'agency', agency, district }) as const;

/** Whoever sees an agency's notes sees this page; each act has a right of its own. */
export function demandRight(
  c: OfficeContext,
  deed: Deed,
  roster: RosterRecord,
  acts: readonly Act[],
): Principal {
  return demandMay(c, tellRight(deed, acts) ?? 'see-notes', onAgency(roster));
}

export const signAsked = (
  deed: Deed,
  { mail, name }: Principal,
  about: Pick<AskedAct, 'id' | 'on' | 'why'>,
): AskedAct => ({ ...about, by: { kind: 'person', mail, name }, ...deed });

type Possible = Extract<ActPreview, { kind: 'possible' }>;
interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}
export type PreviewedAct =
  | Exclude<ActPreview, Possible>
  | (Possible & {
      readonly letter: Letter | undefined;
      /** There is one, and nowhere to send it. */
      readonly isUnaddressed: boolean;
    });

/** What an act would change, and the letter that would be sent. */
export async function previewWithLetter(
  c: OfficeContext,
  deps: ActingDeps,
  asked: AskedAct,
  { roster, acts }: { readonly roster: RosterRecord; readonly acts: readonly Act[] },
): Promise<PreviewedAct> {
  const preview = await previewAct(deps.acts, asked);
  if (preview.kind !== 'possible') return preview;
  const { act } = preview;
  const { year } = asked.on;
  // Loaded when it is asked for, with all that letters say.
  const { composeActLetter } = await import('../../../shared/pipeline/send-act-letter.ts');
  const content = deps.writesMails
    ? await composeActLetter(deps.acts.table, act, [...acts, act], {
        agency: { id: roster.id, name: nameInYear(roster, year) },
        year,
        siteUrl: deps.ownOrigin(c.req.raw),
      })
    : undefined;
  const to = content && (await deps.table.contactsOf([roster.id])).get(roster.id)?.mail;
  return {
    ...preview,
    letter: content && to !== undefined ? { to, subject: content.subject, text: content.text } : undefined,
    isUnaddressed: content !== undefined && to === undefined,
  };
}

/** `seen`: the revision that the preview was of; left out where nobody looked. */
export async function performAct(
  deps: Pick<ActingDeps, 'acts' | 'trail' | 'now'>,
  asked: AskedAct,
  seen: number | undefined,
): Promise<RecordedAct> {
  const preview = await previewAct(deps.acts, asked);
  if (preview.kind === 'refused') return preview;
  if (preview.kind === 'possible') {
    if (seen !== undefined && seen !== preview.before.revision)
      return { kind: 'refused', why: 'changed-meanwhile' };
    await deps.trail.append({
      id: crypto.randomUUID(),
      at: deps.now(),
      by: asked.by,
      ...describeAudited(asked, preview.undone),
    });
  }
  return recordAct(deps.acts, asked, seen);
}
