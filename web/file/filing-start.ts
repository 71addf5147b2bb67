/** What the server tells the script of the page: whose report it is, and what it can begin with. Plain data. */
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import type { Edition } from '../../shared/domain/form/catalogue.ts';

export interface FilingStart {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly district: string;
  readonly year: number;
  readonly edition: Edition;
  /** The newest version that was filed; its document is left out where it is not kept. */
  readonly there?:
    | {
        readonly state: 'returned' | 'in-force';
        readonly receivedAt: Instant;
        readonly document?: string | undefined;
      }
    | undefined;
  /** The report of the year before that is in force. */
  readonly last?: { readonly year: number; readonly document?: string | undefined } | undefined;
}

/** The element that holds it, as JSON. */
export const START_ID = 'filing-start';

/** In order. */
export const STEPS = ['agency', 'source', 'look', 'confirm', 'done'] as const;
export type Step = (typeof STEPS)[number];

export const isStep = (text: string): text is Step => STEPS.some((step) => step === text);
