import type { Report } from '../form/report.ts';
import type { KnownAgency } from './texts/find-agency.ts';

/** What is known besides the file. */
export interface Given {
  readonly year?: number | undefined;
  readonly agency?: KnownAgency | undefined;
  /** Among whom the agency is looked for. */
  readonly roster?: readonly KnownAgency[] | undefined;
  readonly lastYear?: Report | undefined;
}
