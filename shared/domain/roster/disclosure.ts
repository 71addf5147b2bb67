/**
 * Where an agency's information is to be had (政府信息公开条例, article 12 and 25): its guide and catalogue, the places where
 * documents can be read, the office that takes applications, and what society thought of its disclosure. All of it is public.
 */
import type { Instant, IsoDay } from '../basics/calendar.ts';

/** A document on the agency's own site. */
export interface DisclosureDocument {
  readonly title?: string | undefined;
  /** Begins with http:// or https://. */
  readonly url: string;
  /** Its last update, as the agency states it. */
  readonly updated?: IsoDay | undefined;
}

/** 查阅点, or the office (受理机构) that answers questions and takes applications. */
export interface DisclosurePlace {
  readonly title?: string | undefined;
  readonly address?: string | undefined;
  readonly hours?: string | undefined;
  readonly phone?: string | undefined;
  readonly mail?: string | undefined;
  readonly url?: string | undefined;
}

export interface Disclosure {
  readonly guide?: DisclosureDocument | undefined;
  readonly catalogue?: DisclosureDocument | undefined;
  readonly contact?: DisclosurePlace | undefined;
  readonly points: readonly DisclosurePlace[];
  /** Results of 社会评议. */
  readonly reviews: readonly DisclosureDocument[];
}

export interface DisclosureRecord extends Disclosure {
  readonly agency: string;
  /** When it was loaded. */
  readonly since: Instant;
}

export const NO_DISCLOSURE: Disclosure = { points: [], reviews: [] };

export const isNothing = ({ guide, catalogue, contact, points, reviews }: Disclosure): boolean =>
  guide === undefined &&
  catalogue === undefined &&
  contact === undefined &&
  points.length + reviews.length === 0;

/** Guides and catalogues are to be kept up to date (article 12): after a year without an update readers are told so. */
export function isOutdated(updated: IsoDay, today: IsoDay): boolean {
  const [year = '', ...day] = updated.split('-');
  // By the calendar, and not by days, of which a leap year has one more; 29 February is over with the 28th of the next year.
  return [Number(year) + 1, ...day].join('-').replace(/-02-29$/, '-02-28') < today;
}
