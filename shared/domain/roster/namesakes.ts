/**
 * Agencies of one district to which a report's name could belong alike: then Q6 can't tell that a report was filed in
 * the other's place. Ids decide, so it is allowed; but mostly one agency was enrolled twice.
 */
import type { AgencyKind } from '../basics/calendar.ts';
import { foldName } from '../basics/same-name.ts';

export interface Enrolled {
  readonly id: string;
  readonly district: string;
  readonly kind: AgencyKind;
  readonly name: string;
  readonly aliases: readonly string[];
  /** The years that it owes reports for; without `to` it exists. */
  readonly from: number;
  readonly to?: number | undefined;
}

export interface Namesakes {
  /** The name that they share, as `one` spells it. */
  readonly name: string;
  readonly one: Enrolled;
  readonly other: Enrolled;
}

/** Each of the agencies with the first other one of its name, among those before it and `beside`. */
export function findNamesakes(agencies: readonly Enrolled[], beside: readonly Enrolled[]): Namesakes[] {
  const bearers = new Map<string, Enrolled[]>();
  const bear = (agency: Enrolled, folded: string): void => {
    const key = `${agency.district} ${folded}`;
    const known = bearers.get(key);
    if (known) known.push(agency);
    else bearers.set(key, [agency]);
  };
  for (const agency of beside) for (const folded of namesOf(agency).keys()) bear(agency, folded);
  return agencies.flatMap((one) => {
    const names = namesOf(one);
    const found = [...names].flatMap(([folded, name]): Namesakes[] => {
      const other = bearers.get(`${one.district} ${folded}`)?.find((bearer) => isConfusable(one, bearer));
      return other ? [{ name, one, other }] : [];
    });
    for (const folded of names.keys()) bear(one, folded);
    return found.slice(0, 1);
  });
}

/** By what is left of every spelling. */
const namesOf = ({ name, aliases }: Enrolled): Map<string, string> =>
  new Map([...aliases, name].map((one) => [foldName(one), one]));

/** A predecessor may have had the name before; the report about a whole region may bear its government's. */
const isConfusable = (one: Enrolled, other: Enrolled): boolean =>
  one.id !== other.id &&
  (one.kind === 'consolidated') === (other.kind === 'consolidated') &&
  one.from <= (other.to ?? Infinity) &&
  other.from <= (one.to ?? Infinity);
