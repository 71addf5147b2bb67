/**
 * The page on which a report is made. One draft is held here; every step shows it, and every change of it is kept in this
 * browser. Nothing is sent before it is filed.
 */
import './older-browsers.ts';
import { countEpochMs } from '../../shared/domain/basics/calendar.ts';
import type { FilingDraft } from '../file/filing-draft.ts';
import type { FileTexts } from '../texts/file-zh-cn.ts';
import { isStep, START_ID, type FilingStart, type Step } from '../file/filing-start.ts';
import type { Lang } from '../texts/language.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { byId } from './by-id.ts';
import { deleteDraft, openDraftKeeper, readDraft, type KeptDraft } from './filing/draft-store.ts';
import type { LaterWords, ReportPage, ReportSteps } from './filing/file-report.tsx';
import { takeFileFirst } from './filing/file-first.ts';
import { openSource } from './filing/file-source.tsx';
import { openSteps } from './filing/file-steps.ts';
import { startFromThere, tellWhose } from './filing/file-starts.ts';

interface Words {
  readonly t: Texts;
  readonly file: FileTexts;
  /** Those of the later steps, fetched with them. */
  readonly loadLook: () => Promise<LaterWords>;
}

/** The page is of one language, and so is its script: each language has its own entry. */
export function startFilePage(lang: Lang, { t, file, loadLook }: Words): void {
  const start = readStart();
  if (!start) {
    takeFileFirst(lang, file);
    return;
  }
  const page = { lang, t, file, langInAddress: new URLSearchParams(location.search).has('lang') };
  const loadPage = async (): Promise<ReportPage> => ({ ...page, ...(await loadLook()) });
  void openPage(page, start, loadPage);
}

function readStart(): FilingStart | undefined {
  const written: unknown = JSON.parse(document.getElementById(START_ID)?.textContent ?? 'null');
  return isStart(written) ? written : undefined;
}

/** The same deploy wrote it. */
const isStart = (value: unknown): value is FilingStart =>
  typeof value === 'object' && value !== null && 'agencyId' in value;

/** What was filed meanwhile was returned: the draft may be what it was made of, so a person chooses. */
const isOvertaken = ({ there }: FilingStart, changedAtMs: number): boolean =>
  there?.state === 'returned' && countEpochMs(there.receivedAt) > changedAtMs;

async function openPage(
  page: Omit<ReportPage, keyof LaterWords>,
  start: FilingStart,
  loadPage: () => Promise<ReportPage>,
): Promise<void> {
  const told = byId('draft-told', HTMLElement);
  const keeper = openDraftKeeper(start, {
    onKept: (isKept) => {
      told.textContent = isKept ? page.file.look.saved : page.file.look.unsaved;
      // Read aloud only where something is the matter: it changes with every word that is typed.
      if (!isKept) told.setAttribute('role', 'alert');
    },
    onElsewhere: takeKept,
  });
  let draft: FilingDraft | undefined;
  let changedAtMs = Date.now();
  let report: ReportSteps | undefined;
  let loading: Promise<ReportSteps> | undefined;

  async function loadReport(): Promise<ReportSteps> {
    const [{ openReportSteps }, whole] = await Promise.all([import('./filing/file-report.tsx'), loadPage()]);
    return (report = openReportSteps({ page: whole, start, onChange: hold, onFiled: forgetKept }));
  }
  const needReport = (): Promise<ReportSteps> => (loading ??= loadReport());

  const steps = openSteps({ words: page.file, onShow });

  function hold(next: FilingDraft): void {
    draft = next;
    changedAtMs = Date.now();
    told.textContent = page.file.look.saving;
    keeper.keep(next);
  }

  /** Whose it is the roster says, which may have renamed or moved the agency since. */
  function goOnWith(kept: KeptDraft): void {
    draft = { ...kept.draft, ...tellWhose(start) };
    ({ changedAtMs } = kept);
  }

  async function begin(next: FilingDraft, replaces = false): Promise<void> {
    hold(next);
    report?.stop();
    await steps.go('look', replaces);
  }

  /** Another window of this browser went on with the same draft. */
  function takeKept(kept: KeptDraft): void {
    // Something was typed here since.
    if (kept.changedAtMs <= changedAtMs) return;
    goOnWith(kept);
    report?.stop();
    void steps.show(steps.current());
  }

  function forget(): void {
    keeper.drop();
    draft = undefined;
    report?.stop();
    told.textContent = '';
    steps.mark(['agency']);
  }

  /** What was filed and taken in is shown still, and begun with no more. */
  function forgetKept(): void {
    keeper.drop();
    void deleteDraft(start);
    told.textContent = '';
    if (draft) steps.mark(['agency', 'source', ...(report?.listDone(draft) ?? [])]);
  }

  async function onShow(step: Step): Promise<void> {
    if (step === 'source') source.show(draft, changedAtMs);
    if (!draft) {
      steps.mark(['agency']);
      if (step !== 'agency' && step !== 'source')
        byId(`content-${step}`, HTMLElement).textContent = page.file.look.nothing;
      return;
    }
    if (step === 'agency' || step === 'source') {
      steps.mark(['agency', 'source', ...(report?.listDone(draft) ?? [])]);
      return;
    }
    const { show, listDone } = await needReport();
    // Meanwhile another step may have been chosen.
    if (steps.current() !== step) return;
    show(step, byId(`content-${step}`, HTMLElement), draft);
    steps.mark(['agency', 'source', ...listDone(draft)]);
  }

  const source = openSource({
    page,
    start,
    needReport,
    onDraft: (next) => void begin(next),
    onForget: forget,
    onTold: () => {
      if (steps.current() !== 'source') void steps.go('source', true);
    },
  });

  const kept = await readDraft(start);
  if (kept) {
    goOnWith(kept);
    told.textContent = page.file.look.saved;
  }
  source.show(draft, changedAtMs);
  if (await source.takeHandedOver()) return;
  const wanted = new URLSearchParams(location.search).get('step') ?? '';
  const returned = !draft && start.there?.state === 'returned' ? startFromThere(start) : undefined;
  if (returned && (wanted === '' || wanted === 'look')) await begin(returned, true);
  else if (isStep(wanted)) await steps.show(wanted);
  else if (draft) await steps.go(isOvertaken(start, changedAtMs) ? 'source' : 'look', true);
  else await steps.show('agency');
}
