import { previewAct, recordAct, type AskedAct } from '../../../shared/pipeline/record-act.ts';
import type { OfficeDeps } from '../ports.ts';

export async function performAct(
  deps: Pick<OfficeDeps, 'acts' | 'trail' | 'now'>,
  asked: AskedAct,
  seen: number | undefined,
) {
  const preview = await previewAct(deps.acts, asked);
  if (preview.kind === 'refused') return preview;
  if (preview.kind === 'possible') {
    if (seen !== undefined && seen !== preview.before.revision)
      return { kind: 'refused', why: 'id-taken' } as const;
    const { agencyId: agency, district, year } = asked.on;
    await deps.trail.append({
      id: crypto.randomUUID(),
      at: deps.now(),
      by: asked.by,
      act: asked.kind,
      on: { kind: 'agency', agency, district, year },
      detail: [asked.id, asked.why].join(' '),
    });
  }
  return recordAct(deps.acts, asked);
}
