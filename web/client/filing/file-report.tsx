/** The later steps: the rules and the form, which are most of the page's bytes and are fetched once there is a report. */
import { makeInstant } from '../../../shared/domain/basics/calendar.ts';
import { checkDraft, type DraftCheck } from '../../file/draft-check.ts';
import { startFromLastYear } from '../../file/draft-document.ts';
import type { FilingDraft } from '../../file/filing-draft.ts';
import type { FilingPage } from '../../file/filing-page.ts';
import { isSettled, isWhole, tellReadiness } from '../../file/filing-readiness.ts';
import type { FilingStart, Step } from '../../file/filing-start.ts';
import type { LookPage } from '../../file/look/look-page.ts';
import { readReport } from '../../file/source/told-report.ts';
import type { SendPage } from '../../file/send/send-page.ts';
import { openFiling } from './file-send.tsx';
import { mountConfirm } from './file-confirm.tsx';
import { mountDone } from './file-done.tsx';
import { mountLook, type MountedLook } from './file-look.tsx';
import { tellWhose } from './file-starts.ts';

export type ReportPage = FilingPage & LookPage & SendPage;
export type LaterWords = Pick<ReportPage, 'look' | 'helps' | 'send'>;
export type LaterStep = Exclude<Step, 'agency' | 'source'>;

export interface ReportSteps {
  /** Draws a step from the draft as it is now. */
  readonly show: (step: LaterStep, parent: HTMLElement, draft: FilingDraft) => void;
  /** What was drawn shows another draft, or none. */
  readonly stop: () => void;
  /** Steps that nothing is left to do in. */
  readonly listDone: (draft: FilingDraft) => readonly Step[];
  /** Last year's texts, marked as such; `undefined` where its report can't be read. */
  readonly startFromLast: () => FilingDraft | undefined;
}

export function openReportSteps({
  page,
  start,
  onChange,
  onFiled,
}: {
  readonly page: ReportPage;
  readonly start: FilingStart;
  readonly onChange: (draft: FilingDraft) => void;
  /** It was filed and taken in. */
  readonly onFiled: () => void;
}): ReportSteps {
  const now = makeInstant(Date.now());
  const lastYear = readReport(start.last?.document);
  const check = (draft: FilingDraft): DraftCheck => checkDraft(draft, { now, lastYear });
  const filing = openFiling({ page, start, onFiled });
  let look: MountedLook | undefined;

  function stop(): void {
    look?.stop();
    look = undefined;
  }

  return {
    stop,
    show(step, parent, draft) {
      if (step === 'look') {
        // What it shows was changed on another step.
        if (look?.read() === draft) return;
        stop();
        look = mountLook(parent, { page, draft, lastYear, now, onChange });
      } else if (step === 'confirm') mountConfirm(parent, { page, draft, lastYear, check, onChange });
      else mountDone(parent, { page, draft, check: check(draft), filing });
    },
    listDone(draft) {
      const readiness = tellReadiness(draft, check(draft));
      if (!isWhole(readiness)) return [];
      return [
        'look',
        ...(isSettled(readiness) ? (['confirm'] as const) : []),
        ...(filing.isFiled(draft) ? (['done'] as const) : []),
      ];
    },
    startFromLast: () => lastYear && startFromLastYear(tellWhose(start), lastYear),
  };
}
