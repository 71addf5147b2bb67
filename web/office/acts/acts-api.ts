/** Acts of the office for programs: those that were done, and one more, or what it would change. */
import { askedActSchema, type DoneActAnswer } from '../../../shared/contracts/api/acts-api.ts';
import { may } from '../../../shared/domain/authority/may.ts';
import { listWithdrawn } from '../../../shared/domain/standing/acts/act.ts';
import { OfficeRefusal } from '../office-problem.ts';
import type { OfficeApp, OfficeContext, OfficeDeps } from '../ports.ts';
import { readJson } from '../read-json.ts';
import { demandMay } from '../who-asks.ts';
import { readAskedDeed, writeAct, writeActs, writePreview } from './act-answers.ts';
import { demandRight, onAgency, performAct, previewWithLetter, signAsked } from './perform-act.ts';
import { findAgency, placeYear } from './read-year.ts';

const ACTS = '/api/v1/agencies/:id/years/:year{[0-9]{4}}/acts';

export function routeActsApi(app: OfficeApp, deps: OfficeDeps): void {
  app.get(ACTS, async (c) => {
    const { roster, year } = await findYear(c, deps);
    const principal = demandMay(c, 'see-contacts', onAgency(roster));
    const acts = await deps.acts.table.acts(placeYear(roster, year));
    return c.json(writeActs(roster, year, acts, may(principal, 'see-notes', onAgency(roster))));
  });

  app.post(ACTS, async (c) => {
    const { roster, year } = await findYear(c, deps);
    // Before anything is said of what is there.
    demandMay(c, 'see-notes', onAgency(roster));
    const parsed = askedActSchema.safeParse(await readJson(c));
    if (!parsed.success) throw new OfficeRefusal('malformed');
    const { id, why = '', seen } = parsed.data;
    const on = placeYear(roster, year);
    const acts = await deps.acts.table.acts(on);
    const deed = readAskedDeed(parsed.data);
    const principal = demandRight(c, deed, roster, acts);
    const asked = signAsked(deed, principal, { id, on, why });
    if (c.req.query('preview') === 'true') {
      const preview = await previewWithLetter(c, deps, asked, { roster, acts });
      if (preview.kind === 'refused') throw new OfficeRefusal(preview.why);
      if (preview.kind === 'possible') return c.json(writePreview(preview));
      return c.json(writeDone('repeated', preview.act));
    }
    const done = await performAct(deps, asked, seen);
    if (done.kind === 'refused') throw new OfficeRefusal(done.why);
    return c.json(writeDone(done.kind, done.act), done.kind === 'recorded' ? 201 : 200);
  });

  const writeDone = (done: DoneActAnswer['done'], act: Parameters<typeof writeAct>[0]): DoneActAnswer => ({
    done,
    act: writeAct(act, listWithdrawn([]), true),
  });
}

async function findYear(c: OfficeContext, deps: OfficeDeps) {
  return { roster: await findAgency(deps, c.req.param('id') ?? ''), year: Number(c.req.param('year')) };
}
