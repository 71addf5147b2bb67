/**
 * The page on which a report is made. One draft is held here; every step shows it, and every change of it is kept in this
 * browser before anything else happens. Nothing is sent: the page's security policy forbids it.
 */
import './older-browsers.ts';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import { checkDraft, type DraftCheck } from '../file/draft-check.ts';
import type { FilingDraft } from '../file/filing-draft.ts';
import type { FilingPage } from '../file/filing-page.ts';
import { isWhole, tellReadiness } from '../file/filing-readiness.ts';
import { isStep, START_ID, type FilingStart, type Step } from '../file/filing-start.ts';
import type { LookPage } from '../file/look-page.ts';
import type { RowHelps } from '../file/row-help.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import type { FileLookTexts } from '../texts/file-look-zh-cn.ts';
import type { FileTexts } from '../texts/file-zh-cn.ts';
import type { Lang } from '../texts/language.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { byId } from './by-id.ts';
import { openDraftKeeper, readDraft } from './draft-store.ts';
import { mountConfirm } from './file-confirm.tsx';
import { mountDone } from './file-done.tsx';
import { mountLook, type MountedLook } from './file-look.tsx';
import { openSource } from './file-source.tsx';
import { openSteps } from './file-steps.ts';
import { startFromThere } from './file-starts.ts';

interface Words {
  readonly t: Texts;
  readonly file: FileTexts;
  readonly look: FileLookTexts;
  readonly helps: RowHelps;
}

/** The page is of one language, and so is its script: each language has its own entry. */
export function startFilePage(lang: Lang, words: Words): void {
  const element = document.getElementById(START_ID);
  // Before an agency is chosen, all is the server's.
  if (!element) return;
  const page: FilingPage & LookPage = {
    lang,
    ...words,
    langInAddress: new URLSearchParams(location.search).has('lang'),
  };
  void openPage(page, readStart(element));
}

/** What the same deploy wrote. */
function readStart(element: Element): FilingStart {
  const start: FilingStart = JSON.parse(element.textContent);
  return start;
}

const encoder = new TextEncoder();

function readReport(document: string | undefined): Report | undefined {
  const decoded = document === undefined ? undefined : decodeReport(encoder.encode(document));
  return decoded?.kind === 'read' ? decoded.report : undefined;
}

async function openPage(page: FilingPage & LookPage, start: FilingStart): Promise<void> {
  const now = makeInstant(Date.now());
  const lastYear = readReport(start.last?.document);
  const told = byId('draft-told', HTMLElement);
  const keeper = openDraftKeeper((isKept) => {
    told.textContent = isKept ? page.file.look.saved : page.file.look.unsaved;
  });
  let draft: FilingDraft | undefined;
  let changedAtMs = Date.now();
  let look: MountedLook | undefined;

  const steps = openSteps({ words: page.file, onShow });
  const content = (step: Step): HTMLElement => byId(`content-${step}`, HTMLElement);

  function checkNow(held: FilingDraft): DraftCheck {
    return checkDraft(held, { now, lastYear });
  }

  function hold(next: FilingDraft): void {
    draft = next;
    changedAtMs = Date.now();
    keeper.keep(next);
  }

  /** A draft that is begun anew, or found again. */
  function begin(next: FilingDraft, isNew: boolean): void {
    if (isNew) hold(next);
    else draft = next;
    look?.stop();
    look = undefined;
    steps.go('look');
  }

  function forget(): void {
    keeper.drop();
    draft = undefined;
    look?.stop();
    look = undefined;
    told.textContent = '';
    steps.mark(new Set(['agency']));
  }

  /** Draws the step that is to be seen, from the draft as it is now. */
  function onShow(step: Step): void {
    const held = draft;
    if (step === 'agency') return;
    if (step === 'source') source.show(held, changedAtMs);
    else if (!held) {
      content(step).textContent = page.file.look.nothing;
    } else if (step === 'look') {
      if (look?.read() !== held) {
        look?.stop();
        look = mountLook(content('look'), { page, draft: held, lastYear, now, onChange: hold });
      }
    } else if (step === 'confirm')
      mountConfirm(content('confirm'), { page, draft: held, lastYear, check: checkNow, onChange: hold });
    else mountDone(content('done'), { page, draft: held, check: checkNow(held) });
    markSteps();
  }

  function markSteps(): void {
    const done = new Set<Step>(['agency']);
    if (draft) {
      done.add('source');
      const readiness = tellReadiness(draft, checkNow(draft));
      if (isWhole(readiness)) {
        done.add('look');
        if (readiness.unexplained === 0) done.add('confirm');
      }
    }
    steps.mark(done);
  }

  const source = openSource({
    page,
    start,
    lastYear,
    onDraft: (next) => {
      begin(next, true);
    },
    onForget: forget,
    onTold: () => {
      if (byId('step-source', HTMLElement).hidden) steps.go('source', true);
    },
  });
  const kept = await readDraft(start);
  const wanted = new URLSearchParams(location.search).get('step') ?? '';
  if (kept) {
    draft = kept.draft;
    changedAtMs = kept.changedAtMs;
    told.textContent = page.file.look.saved;
  }
  source.show(draft, changedAtMs);
  if (await source.takeHandedOver()) return;
  const there = draft ? undefined : startFromThere(start);
  if (isStep(wanted)) {
    if (wanted === 'look' && there && start.there?.state === 'returned') begin(there, true);
    else steps.show(wanted);
  } else if (draft) steps.go('look', true);
  else if (there && start.there?.state === 'returned') begin(there, true);
  else steps.show('agency');
}
