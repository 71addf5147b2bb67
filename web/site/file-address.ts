import { FILE_PATH } from './page-context.ts';

/** The address of a step of an agency's year; of the page itself, where neither is chosen. */
export function fileAddress({
  agencyId,
  year,
  step,
  query,
}: {
  readonly agencyId?: string;
  readonly year?: number | undefined;
  readonly step?: string;
  /** What an agency is looked for by. */
  readonly query?: string;
}): string {
  const asked = new URLSearchParams({
    ...(agencyId === undefined ? {} : { agency: agencyId }),
    ...(year === undefined ? {} : { year: String(year) }),
    ...(step === undefined ? {} : { step }),
    ...(query === undefined ? {} : { q: query }),
  });
  return asked.size === 0 ? FILE_PATH : `${FILE_PATH}?${asked.toString()}`;
}
