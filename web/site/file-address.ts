import { FILE_PATH } from './page-context.ts';

/** The address of a step of an agency's year; of the page itself, where neither is chosen. */
export function fileAddress({
  agencyId,
  year,
  step,
}: {
  readonly agencyId?: string;
  readonly year?: number | undefined;
  readonly step?: string;
}): string {
  const asked = new URLSearchParams({
    ...(agencyId === undefined ? {} : { agency: agencyId }),
    ...(year === undefined ? {} : { year: String(year) }),
    ...(step === undefined ? {} : { step }),
  });
  return asked.size === 0 ? FILE_PATH : `${FILE_PATH}?${asked.toString()}`;
}
