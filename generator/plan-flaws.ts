/** Flaws for a universe that nobody has planned by hand: `perKind` of each, at places where they can show. */
import type { RosterEntry } from '../shared/domain/roster/roster-entry.ts';
import { DAMAGES, type PlannedFlaw } from './flaws.ts';
import { TEXT_SLIPS } from './text-slips.ts';
import { createRandom, type Random } from './random.ts';
import { castMembers, type Member, type UniverseSpec } from './universe.ts';

type Kind = PlannedFlaw['kind'];

const KINDS: readonly Kind[] = [
  'missing',
  'late',
  'returned',
  'returned-correction',
  'unbalanced-then-corrected',
  'corrected-after-acceptance',
  'carried-over-wrong',
  'explained-warning',
  'zero-unconfirmed',
  'zero-confirmed',
  'yuan-for-wan',
  'empty-narrative',
  'unknown-name',
  'copied-narrative',
  'wrong-text',
];

/** An agency with few enough applications that a year without any is no leap (rule Y4). */
const FEW_APPLICATIONS = 3;
const TRIES = 100;

/** Fewer where the universe has no room for them: at most one flaw at an agency, so that none hides another. */
export function planFlaws(spec: UniverseSpec, perKind: number): PlannedFlaw[] {
  const random = createRandom(spec.seed, 'flaws');
  const members = spec.districts.flatMap((district) => castMembers(spec, district));
  const taken = new Set<string>();
  const flaws: PlannedFlaw[] = [];
  for (const kind of KINDS) {
    for (let planted = 0, tries = 0; planted < perKind && tries < TRIES; tries++) {
      const member = random.pick(members);
      const year = random.int(spec.years.from, spec.years.to);
      if (taken.has(member.agency.id) || !showsAt(kind, member, year, spec)) continue;
      taken.add(member.agency.id);
      flaws.push(flawOf(kind, member.agency, year, random));
      planted++;
    }
  }
  return flaws;
}

function flawOf(kind: Kind, { id }: RosterEntry, year: number, random: Random): PlannedFlaw {
  const flaw = { kind, agencyId: id, year };
  switch (kind) {
    case 'late':
      return { ...flaw, days: random.int(1, 40) };
    case 'returned':
    case 'returned-correction':
    case 'unbalanced-then-corrected':
      return { ...flaw, damage: random.pick(DAMAGES) };
    case 'wrong-text':
      return { ...flaw, slip: random.pick(TEXT_SLIPS) };
    default:
      return flaw;
  }
}

function showsAt(kind: Kind, { agency, profile }: Member, year: number, { years }: UniverseSpec): boolean {
  if (agency.predecessors.length > 0 || agency.to !== undefined) return false;
  switch (kind) {
    case 'carried-over-wrong':
    case 'explained-warning':
    case 'copied-narrative':
      return year > years.from;
    case 'zero-confirmed':
    case 'zero-unconfirmed':
      return profile.applications <= FEW_APPLICATIONS;
    case 'yuan-for-wan':
      return profile.feesWanYuan > 0 && year > Math.max(2021, years.from);
    default:
      return true;
  }
}
