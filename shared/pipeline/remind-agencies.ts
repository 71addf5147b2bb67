/**
 * An office reminds agencies now of what they owe: an act in each one's history, and a mail. Once a day at most, by the act's
 * id, which is the day's, and by the ledger of mails, where a reminder of the schedule has the same place. Who may remind is
 * the caller's to say.
 */
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { SummaryLedger } from '../adapters/table/summary-ledger.ts';
import type { NamedAct } from '../contracts/bucket/letter-keys.ts';
import type { Actor } from '../domain/authority/actor.ts';
import { tellChinaDay, type Instant, type IsoDay } from '../domain/basics/calendar.ts';
import type { Place } from '../domain/basics/place.ts';
import { describeAgencyCompliance } from '../domain/compliance/agency-compliance.ts';
import { nameAgencyRecipient } from '../domain/compliance/mail-plan.ts';
import {
  checkReminder,
  findDue,
  tellOwed,
  type Owed,
  type ReminderRefusal,
} from '../domain/compliance/reminder.ts';
import { nameInYear } from '../domain/roster/former-names.ts';
import { keepOnce, type KeepAct } from './keep-act.ts';

const CONCURRENCY = 8;

export interface RemindDeps {
  readonly table: Pick<ReportTable, 'actFiling' | 'recordAct' | 'wholeRosterOf'>;
  readonly ledger: Pick<SummaryLedger, 'mail'>;
  readonly now: () => Instant;
  readonly keep: KeepAct;
  /** Asks for the mail, to be written once however often it is asked for. */
  readonly tell: (act: NamedAct) => Promise<void>;
}

/** Whom an office reminds, and what it adds; its words may be none. */
interface AskedReminders {
  readonly on: readonly Place[];
  readonly by: Actor;
  readonly why: string;
}

interface About {
  readonly on: Place;
  /** The agency's name in that year; its id where nobody knows it. */
  readonly name: string;
}
interface Refused extends About {
  readonly kind: 'refused';
  readonly why: ReminderRefusal;
  /** An office did it today; else a reminder of the schedule was mailed. */
  readonly isDone: boolean;
}
interface Possible extends About {
  readonly kind: 'possible';
  readonly owed: Owed;
  readonly due: IsoDay;
  readonly to: string;
}
interface Done extends Omit<Possible, 'kind'> {
  readonly kind: 'reminded';
}

/** What would be done as of now, in the order asked for; nothing is written. */
export function previewReminders(
  deps: Omit<RemindDeps, 'keep' | 'tell'>,
  { on, why }: Pick<AskedReminders, 'on' | 'why'>,
): Promise<(Possible | Refused)[]> {
  return pMap(on, (place) => plan(deps, place, why), { concurrency: CONCURRENCY });
}

/** Each by itself: who can't be reminded keeps nobody else from it. */
export function remindNow(deps: RemindDeps, { on, by, why }: AskedReminders): Promise<(Done | Refused)[]> {
  return pMap(
    on,
    async (place): Promise<Done | Refused> => {
      const planned = await plan(deps, place, why);
      const at = deps.now();
      const id = nameReminder(at);
      if (planned.kind === 'refused') {
        // Whoever did it may have been killed before its mail was asked for.
        if (planned.isDone) await deps.tell({ on: place, id });
        return planned;
      }
      // Two may remind at once: the one whose copy lies there did it.
      const act = await keepOnce(
        deps.keep,
        { kind: 'remind', id, at, by, why, on: place },
        ({ kind }) => kind === 'remind',
      );
      const written = act && (await deps.table.recordAct(act, undefined));
      await deps.tell({ on: place, id });
      if (written !== 'written')
        return { kind: 'refused', on: place, name: planned.name, why: 'reminded-today', isDone: true };
      return { ...planned, kind: 'reminded' };
    },
    { concurrency: CONCURRENCY },
  );
}

/** The day's: of two that remind at once, one does. */
const nameReminder = (at: Instant): string => `remind-${tellChinaDay(at)}`;

async function plan(
  { table, ledger, now }: Omit<RemindDeps, 'keep' | 'tell'>,
  on: Place,
  words: string,
): Promise<Possible | Refused> {
  const at = now();
  const today = tellChinaDay(at);
  const { agencyId, district, year } = on;
  const [{ act, current }, roster, mail] = await Promise.all([
    table.actFiling(on, nameReminder(at)),
    table.wholeRosterOf([agencyId]),
    ledger.mail({ code: district, year, slot: today }, nameAgencyRecipient(agencyId)),
  ]);
  const record = roster.get(agencyId);
  const agency = current && describeAgencyCompliance(current, at, undefined);
  const name = record ? nameInYear(record, year) : agencyId;
  const isDone = act !== undefined;
  const why = checkReminder(agency, record, { isReminded: isDone || mail !== undefined, words });
  const owed = agency && tellOwed(agency);
  const to = record?.mail;
  if (why !== undefined) return { kind: 'refused', on, name, why, isDone };
  if (!agency || !owed || to === undefined) throw new TypeError('a reminder was found possible that is not');
  return { kind: 'possible', on, name, owed, due: findDue(today, agency).deadline, to };
}
