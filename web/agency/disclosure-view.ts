/** Where an agency's information is to be had, for page and API: as it is now, and no other day. */
import type { DisclosureAnswer } from '../../shared/contracts/api/disclosure-answer.ts';
import {
  lastEndedYear,
  tellChinaDay,
  type Instant,
  type IsoDay,
} from '../../shared/domain/basics/calendar.ts';
import {
  isOutdated,
  type DisclosureDocument,
  type DisclosurePlace,
  type DisclosureRecord,
} from '../../shared/domain/roster/disclosure.ts';
import type { WebTable } from '../ports.ts';
import { nameRelatives, readLineage, type AgencyFacts } from './agency-view.ts';

export interface DisclosureView extends AgencyFacts {
  readonly today: IsoDay;
  /** The newest that its pages may be of. */
  readonly year: number;
  readonly disclosure: DisclosureRecord | undefined;
}

export async function readDisclosure(
  table: WebTable,
  agencyId: string,
  now: Instant,
): Promise<DisclosureView | undefined> {
  const [roster, disclosure] = await Promise.all([table.roster(agencyId), table.disclosure(agencyId)]);
  if (!roster) return undefined;
  const [lineage, relatives] = await Promise.all([
    readLineage(table, roster.district),
    nameRelatives(table, roster),
  ]);
  return { roster, lineage, relatives, today: tellChinaDay(now), year: lastEndedYear(now), disclosure };
}

export function writeDisclosureAnswer({ roster, disclosure, today }: DisclosureView): DisclosureAnswer {
  const document = ({ title, url, updated }: DisclosureDocument) => ({
    title: title ?? null,
    url,
    updated: updated ?? null,
    outdated: updated === undefined ? null : isOutdated(updated, today),
  });
  const place = ({ title, address, hours, phone, mail, url }: DisclosurePlace) => ({
    title: title ?? null,
    address: address ?? null,
    hours: hours ?? null,
    phone: phone ?? null,
    mail: mail ?? null,
    url: url ?? null,
  });
  const { guide, catalogue, contact, points = [], reviews = [], since } = disclosure ?? {};
  return {
    agency: { id: roster.id, name: roster.name, ...(roster.dataset && { dataset: roster.dataset }) },
    district: roster.district,
    loadedAt: since ?? null,
    guide: guide ? document(guide) : null,
    catalogue: catalogue ? document(catalogue) : null,
    contact: contact ? place(contact) : null,
    points: points.map(place),
    reviews: reviews.map(document),
  };
}
