/**
 * Drafts that this browser keeps: one for each agency and year, written soon after each change and at once where the page
 * goes, so that nothing that was typed is lost. Also what the check page hands over.
 */
import { createStore, del, get, promisifyRequest, set, type UseStore } from 'idb-keyval';
import type { Converted } from '../../file/converted.ts';
import type { FilingDraft } from '../../file/filing-draft.ts';

/** A draft with the instant of its last change. */
export interface KeptDraft {
  readonly draft: FilingDraft;
  readonly changedAtMs: number;
  readonly version: typeof VERSION;
}

/** Goes up where what is kept means something else. */
const VERSION = 1;

/** What was read on another page of the site, or for another agency or year. */
export interface HandedOver {
  readonly converted: Converted;
  readonly name: string;
  readonly atMs: number;
}

type Whose = Pick<FilingDraft, 'agencyId' | 'year'>;

/** Long enough to gather what is typed in one go, short enough to be forgiven. */
const DELAY_MS = 300;
const MAX_HANDING_MS = 900_000;
const HANDED_OVER = 'handed-over';

let opened: UseStore | undefined;
/** Opened when it is used: a browser that allows none refuses at once, and the page works all the same. */
const store: UseStore = async (mode, act) => (opened ??= createStore('gouji', 'drafts'))(mode, act);
const nameDraft = ({ agencyId, year }: Whose): string => `draft ${agencyId} ${year}`;

/** `undefined` where there is none, and where the browser keeps none. */
export async function readDraft(whose: Whose): Promise<KeptDraft | undefined> {
  const kept = await get<KeptDraft>(nameDraft(whose), store).catch(() => undefined);
  return kept?.version === VERSION ? kept : undefined;
}

export const deleteDraft = (whose: Whose): Promise<void> =>
  del(nameDraft(whose), store).catch(() => undefined);

/** Whether the browser keeps it: a private window may not. */
export const handOver = (converted: Converted, name: string): Promise<boolean> =>
  set(HANDED_OVER, { converted, name, atMs: Date.now() } satisfies HandedOver, store).then(
    () => true,
    () => false,
  );

const readHandedOver = async (): Promise<HandedOver | undefined> => {
  const handed = await get<HandedOver>(HANDED_OVER, store).catch(() => undefined);
  return handed && Date.now() - handed.atMs < MAX_HANDING_MS ? handed : undefined;
};

export const isHandedOver = async (): Promise<boolean> => (await readHandedOver()) !== undefined;

/** What was handed over, once, and soon: later nobody remembers it. */
export async function takeOver(): Promise<HandedOver | undefined> {
  const handed = await readHandedOver();
  if (handed) await del(HANDED_OVER, store).catch(() => undefined);
  return handed;
}

/** Committed at once: a page that is on its way out gets no answer any more, and its open transactions are undone. */
const writeOut = (kept: KeptDraft): Promise<void> =>
  store('readwrite', (drafts) => {
    drafts.put(kept, nameDraft(kept.draft));
    drafts.transaction.commit();
    return promisifyRequest(drafts.transaction);
  });

export interface DraftKeeper {
  keep(draft: FilingDraft): void;
  /** Forgets what is still to be written. */
  drop(): void;
}

/**
 * Writes the newest draft; `onKept` is told whether that worked, and `onElsewhere` what was written in another window: so none
 * writes what it began with over what was typed there.
 */
export function openDraftKeeper(
  whose: Whose,
  {
    onKept,
    onElsewhere,
  }: {
    readonly onKept: (isKept: boolean) => void;
    readonly onElsewhere: (kept: KeptDraft) => void;
  },
): DraftKeeper {
  const others = new BroadcastChannel(nameDraft(whose));
  let waiting: KeptDraft | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    const kept = waiting;
    waiting = undefined;
    if (!kept) return;
    // What comes soon is gathered.
    timer = setTimeout(write, DELAY_MS);
    writeOut(kept).then(
      () => {
        // Later words are still to be kept.
        if (!waiting) onKept(true);
        others.postMessage('written');
      },
      () => {
        onKept(false);
      },
    );
  }

  others.addEventListener('message', () => {
    void readDraft(whose).then((kept) => {
      if (kept && !waiting) onElsewhere(kept);
    });
  });
  addEventListener('pagehide', write);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) write();
  });
  return {
    keep(draft) {
      waiting = { draft, changedAtMs: Date.now(), version: VERSION };
      // At once, where nothing was written just now.
      if (timer === undefined) write();
    },
    drop() {
      waiting = undefined;
    },
  };
}
