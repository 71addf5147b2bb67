/** Extending deadlines: of an agency's year, or of all of a region. */
import { AGENCY_KINDS, isObligedKind, type AgencyKind } from '../../../shared/domain/basics/calendar.ts';
import { deadlineFor } from '../../../shared/domain/basics/deadlines.ts';
import { isRegionCode } from '../../../shared/domain/basics/region.ts';
import type { On } from '../../../shared/domain/authority/may.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { nameInYear } from '../../../shared/domain/roster/former-names.ts';
import {
  extendDeadlines,
  listDeadlines,
  previewExtension,
  type AskedExtension,
  type ChangedDeadline,
} from '../../../shared/pipeline/extend-deadlines.ts';
import { extensionPath, officeAgencyPath, regionExtensionPath } from '../../site/office-address.ts';
import { agencyYearPath, regionName, regionPath, type PageContext } from '../../site/page-context.ts';
import { makeOfficePage } from '../office-page.tsx';
import { OfficeRefusal } from '../office-problem.ts';
import type { OfficeApp, OfficeContext, OfficeDeps } from '../ports.ts';
import { demandMay } from '../who-asks.ts';
import { converse, showForm, tellTexts, type OfficeForm, type Typed } from './converse.tsx';
import { ScrollTable } from './scroll-table.tsx';
import { appendAct, signPerson } from './sign-person.ts';

const AGENCY = '/office/agencies/:agency/years/:year{[0-9]{4}}/extension';
const REGION = '/office/regions/:code/years/:year{[0-9]{4}}/extension';

/** A request has 15 seconds; the command line has none. */
export const MAX_EXTENDED = 400;
const MAX_LISTED = 100;

export function routeExtensions(app: OfficeApp, deps: OfficeDeps): void {
  for (const [path, find] of [
    [AGENCY, findAgencyScope],
    [REGION, findRegionScope],
  ] as const) {
    app.get(path, async (c) => {
      const scope = await find(c, deps);
      const page = makeOfficePage(c, deps);
      const done = c.req.query('done') === undefined ? undefined : tellTexts(page).extension.done;
      return showForm(c, deps, makeForm(c, deps, scope), () => '', [], done);
    });
    app.post(path, async (c) => converse(c, deps, makeForm(c, deps, await find(c, deps))));
  }
}

interface Scope {
  readonly scope: string;
  readonly year: number;
  readonly on: On;
  readonly path: string;
  readonly title: string;
  readonly crumbs: OfficeForm<{ kind: string }>['crumbs'];
  /** The day that binds now, of an agency. */
  readonly deadline?: string | undefined;
}

async function findAgencyScope(c: OfficeContext, deps: OfficeDeps): Promise<Scope> {
  const scope = c.req.param('agency') ?? '';
  const year = Number(c.req.param('year'));
  const roster = await deps.table.roster(scope);
  if (!roster) throw new OfficeRefusal('unknown-agency');
  const { district, kind } = roster;
  const on = { kind: 'agency', agency: scope, district } as const;
  demandMay(c, 'extend', on);
  const item = (await deps.table.agencyYears({ district, agencyId: scope }, [year])).get(year);
  if (!item) throw new OfficeRefusal('unknown-agency-year');
  const page = makeOfficePage(c, deps);
  const name = nameInYear(roster, year);
  return {
    scope,
    year,
    on,
    path: extensionPath(scope, year),
    title: tellTexts(page).extension.ofAgency(name, year),
    crumbs: [
      { name: page.t.titleOf(name, year), path: agencyYearPath(scope, year) },
      { name: tellTexts(page).toYear, path: officeAgencyPath(scope, year) },
    ],
    ...(isObligedKind(kind) && { deadline: deadlineFor({ kind, district }, year, item.extension) }),
  };
}

async function findRegionScope(c: OfficeContext, deps: OfficeDeps): Promise<Scope> {
  const scope = c.req.param('code') ?? '';
  const year = Number(c.req.param('year'));
  if (!isRegionCode(scope)) throw new OfficeRefusal('no-such-path');
  const on = { kind: 'region', region: scope } as const;
  demandMay(c, 'extend', on);
  const region = (await deps.extensions.table.regions()).find(({ code }) => code === scope);
  if (!region) throw new OfficeRefusal('no-such-path');
  const page = makeOfficePage(c, deps);
  const name = regionName(page, region);
  return {
    scope,
    year,
    on,
    path: regionExtensionPath(scope, year),
    title: tellTexts(page).extension.ofRegion(name, year),
    crumbs: [{ name, path: regionPath(scope, year) }],
  };
}

interface Plan {
  readonly kind: 'planned';
  readonly changes: readonly ChangedDeadline[];
}

function makeForm(c: OfficeContext, deps: OfficeDeps, scope: Scope): OfficeForm<Plan> {
  const page = makeOfficePage(c, deps);
  const texts = tellTexts(page);
  const t = texts.extension;
  const isRegion = isRegionCode(scope.scope);
  const ask = (typed: Typed, id: string): AskedExtension => ({
    id,
    by: signPerson(c),
    year: scope.year,
    scope: scope.scope,
    kind: isRegion ? readKind(typed('kind')) : undefined,
    until: typed('until'),
    why: typed('why'),
    source: typed('source'),
  });
  return {
    title: scope.title,
    crumbs: scope.crumbs,
    path: scope.path,
    intro: t.intro,
    before: scope.deadline === undefined ? <></> : <p>{t.now(scope.deadline)}</p>,
    fields: (typed) => [
      ...(isRegion
        ? [
            {
              name: 'kind',
              label: t.kind,
              kind: 'select' as const,
              value: typed('kind'),
              options: [
                { value: '', label: t.allKinds },
                ...AGENCY_KINDS.filter(isObligedKind).map((kind) => ({
                  value: kind,
                  label: page.t.kinds[kind],
                })),
              ],
            },
          ]
        : []),
      { name: 'until', label: t.until, kind: 'date', value: typed('until'), hint: t.untilHint },
      { name: 'why', label: t.why, kind: 'text', value: typed('why'), isRequired: true, maxLength: 150 },
      {
        name: 'source',
        label: t.source,
        kind: 'text',
        value: typed('source'),
        hint: t.sourceHint,
        maxLength: 60,
      },
    ],
    async plan(typed, id) {
      const planned = await previewExtension(deps.extensions, ask(typed, id));
      if (planned.kind === 'refused') return planned;
      const changes = listDeadlines(planned);
      return changes.length > MAX_EXTENDED ? tooMany(changes.length) : { kind: 'planned', changes };
    },
    tell: ({ changes }) => <Deadlines page={page} changes={changes} />,
    async perform(typed, id) {
      const asked = ask(typed, id);
      const planned = await previewExtension(deps.extensions, asked);
      if (planned.kind === 'refused') return planned;
      if (planned.changes.length > MAX_EXTENDED) return tooMany(planned.changes.length);
      await appendAct(deps, asked.by, {
        act: 'extend',
        on: { ...scope.on, year: scope.year },
        detail: [id, asked.kind ?? '*', asked.until, asked.why, asked.source].join(' '),
      });
      const done = await extendDeadlines(deps.extensions, asked);
      return done.kind === 'refused' ? done : `${scope.path}?done`;
    },
  };
}

const readKind = (text: string): AgencyKind | undefined => AGENCY_KINDS.find((kind) => kind === text);

function tooMany(count: number) {
  const [n, most] = [formatNumber(count), formatNumber(MAX_EXTENDED)];
  const message = {
    zh: `涉及 ${n} 家机关,超过网页一次能办的 ${most} 家,请系统管理员用 gouji act extend 办理。`,
    en: `It is about ${n} agencies, and a page does ${most} at once: ask the operator for gouji act extend.`,
  };
  return { kind: 'refused', problems: [{ field: 'until', message }] } as const;
}

const Deadlines = ({
  page,
  changes,
}: {
  readonly page: PageContext;
  readonly changes: readonly ChangedDeadline[];
}) => {
  const texts = tellTexts(page);
  const t = texts.extension;
  if (changes.length === 0) return <p>{t.none}</p>;
  return (
    <>
      <ScrollTable
        page={page}
        caption={`${t.preview}${page.t.colon}${formatNumber(changes.length)}`}
        head={[texts.agency, t.from, t.to, t.lateBecomes]}
        rows={changes
          .slice(0, MAX_LISTED)
          .map(({ name, before, after, wasLate, isLate }) => [
            name,
            before,
            after,
            wasLate === isLate ? '' : isLate ? t.nowLate : t.noLonger,
          ])}
      />
      {changes.length > MAX_LISTED && <p>{t.more(formatNumber(changes.length - MAX_LISTED))}</p>}
    </>
  );
};
