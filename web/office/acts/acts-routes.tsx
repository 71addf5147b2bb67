/** The page on which an office acts on an agency's year: a form, what it would change, and the confirmation. */
import { officeAgencyPath } from '../../site/office-address.ts';
import { hrefNow } from '../../site/page-context.ts';
import { readFields } from '../../http/form-fields.ts';
import { OfficeRefusal } from '../office-problem.ts';
import { makeOfficePage, showPage } from '../office-page.tsx';
import type { OfficeApp, OfficeContext, OfficeDeps } from '../ports.ts';
import { demandMay } from '../who-asks.ts';
import { tellFault, type ActFault } from './act-faults.ts';
import { readDeed, readDraft, type DraftedAct } from './drafted-act.ts';
import { ACT_ID } from '../../../shared/contracts/api/acts-api.ts';
import { demandRight, onAgency, performAct, previewWithLetter, signAsked } from './perform-act.ts';
import { findAgency, readOfficeYear, type OfficeYear } from './read-year.ts';
import type { OfficeYearPage as YearPage } from './year-page.tsx';

const PAGE = '/office/agencies/:agency/years/:year{[0-9]{4}}';

export function routeActs(app: OfficeApp, deps: OfficeDeps): void {
  app.get(PAGE, async (c) => {
    const view = await readView(c, deps);
    const done = view.acts.find(({ id }) => id === c.req.query('done'));
    return showYear(c, deps, view, { done });
  });

  app.post(PAGE, async (c) => {
    const view = await readView(c, deps);
    const field = await readFields(c);
    const draft = readDraft(field);
    if (!draft) throw new OfficeRefusal('malformed');
    const read = readDeed(draft, view.on.year);
    const step = field('step');
    if (step === 'edit') return showYear(c, deps, view, { typed: { draft, fault: undefined } });
    if (read.kind === 'faulty') return showFault(c, deps, view, draft, read.fault);
    const principal = demandRight(c, read.deed, view.roster, view.acts);
    const isConfirmed = step === 'confirm';
    const id = isConfirmed ? (field('id') ?? '') : crypto.randomUUID();
    const seen = isConfirmed ? Number(field('seen') ?? Number.NaN) : undefined;
    if (!ACT_ID.test(id) || Number.isNaN(seen)) throw new OfficeRefusal('malformed');
    const asked = signAsked(read.deed, principal, { id, on: view.on, why: draft.why });
    const done = isConfirmed ? await performAct(deps, asked, seen) : undefined;
    if (done && done.kind !== 'refused') {
      const path = `${officeAgencyPath(view.roster.id, view.on.year)}?done=${encodeURIComponent(id)}`;
      return c.redirect(hrefNow(makeOfficePage(c, deps), path), 303);
    }
    const hasChanged = done?.why === 'changed-meanwhile';
    if (done && !hasChanged) return showFault(c, deps, view, draft, tellFault(done.why));
    const preview = await previewWithLetter(c, deps, asked, view);
    if (preview.kind === 'refused') return showFault(c, deps, view, draft, tellFault(preview.why));
    if (preview.kind === 'repeated') throw new OfficeRefusal('malformed');
    const page = makeOfficePage(c, deps);
    const { PreviewPage } = await import('./preview-page.tsx');
    return showPage(
      c,
      <PreviewPage page={page} view={view} draft={draft} id={id} preview={preview} hasChanged={hasChanged} />,
      hasChanged ? 409 : 200,
    );
  });
}

/** What is restricted is read once it is known that whoever asks may see it. */
async function readView(c: OfficeContext, deps: OfficeDeps): Promise<OfficeYear> {
  const roster = await findAgency(deps, c.req.param('agency') ?? '');
  const principal = demandMay(c, 'see-notes', onAgency(roster));
  return readOfficeYear(deps, principal, roster, Number(c.req.param('year')));
}

async function showYear(
  c: OfficeContext,
  deps: OfficeDeps,
  view: OfficeYear,
  more: Pick<Parameters<typeof YearPage>[0], 'done' | 'typed'>,
  status: 200 | 422 = 200,
): Promise<Response> {
  const principal = demandMay(c, 'see-notes', onAgency(view.roster));
  const { OfficeYearPage } = await import('./year-page.tsx');
  return showPage(
    c,
    <OfficeYearPage page={makeOfficePage(c, deps)} view={view} principal={principal} {...more} />,
    status,
  );
}

const showFault = (
  c: OfficeContext,
  deps: OfficeDeps,
  view: OfficeYear,
  draft: DraftedAct,
  fault: ActFault,
): Promise<Response> => showYear(c, deps, view, { typed: { draft, fault } }, 422);
