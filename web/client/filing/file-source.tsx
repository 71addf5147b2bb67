/** The second step in the browser: from a file, from what was copied, or from none of them to a draft. */
import { printChinaMinute, makeInstant } from '../../../shared/domain/basics/calendar.ts';
import type { Ask, DraftDocument } from '../../../shared/domain/convert/conversion.ts';
import { startDraft, startFromConversion, startFromDocument } from '../../file/draft-document.ts';
import { LIMITS } from '../../../shared/readers/limits.ts';
import { tellRefusal, type Converted, type ConvertSource } from '../../file/converted.ts';
import { fileAddress } from '../../site/file-address.ts';
import type { FilingDraft } from '../../file/filing-draft.ts';
import type { FilingPage } from '../../file/filing-page.ts';
import type { FilingStart } from '../../file/filing-start.ts';
import { DraftThere, OtherReport, Question, Refused } from '../../file/source/source-told.tsx';
import { readClaim, type Claim } from '../../file/source/report-claim.ts';
import { byId } from '../by-id.ts';
import { findConverter, type Converter } from '../convert/convert-file.ts';
import { deleteDraft, handOver, takeOver } from './draft-store.ts';
import type { ReportSteps } from './file-report.tsx';
import { takeFiles } from './file-taking.ts';
import { parseDocument, startFromThere, tellWhose } from './file-starts.ts';
import { renderView } from '../render-view.ts';
import { saveFile, WORD_TYPE } from '../save-file.ts';

interface SourceGiven {
  readonly page: FilingPage;
  readonly start: FilingStart;
  /** The rules, fetched while a file is read: both are needed at its end. */
  readonly needReport: () => Promise<ReportSteps>;
  readonly onDraft: (draft: FilingDraft) => void;
  readonly onForget: () => void;
  /** Something has to be read on this step. */
  readonly onTold: () => void;
}

interface FoundDraft {
  readonly draft: FilingDraft;
  /** As the file has it. */
  readonly document: DraftDocument;
  readonly asks: readonly Ask[];
}

interface Source {
  /** The draft that is there, and when it was changed last. */
  show(draft: FilingDraft | undefined, changedAtMs: number): void;
  /** Whether another page handed something over. */
  takeHandedOver(): Promise<boolean>;
}

export function openSource(given: SourceGiven): Source {
  const { page, start, needReport, onDraft, onForget, onTold } = given;
  const t = page.file.source;
  const section = byId('step-source', HTMLElement);
  const text = byId('source-text', HTMLTextAreaElement);
  const status = byId('source-status', HTMLElement);
  const told = byId('source-told', HTMLElement);
  const there = byId('draft-there', HTMLElement);
  const whose = tellWhose(start);
  let held: FilingDraft | undefined;
  /** What the buttons of the question that is open do. */
  let answers: Readonly<Record<string, () => void>> = {};
  /** A later file overtakes one that is still being read. */
  let turn = 0;
  let converter: Converter | undefined;
  const useConverter = (): Converter => (converter ??= findConverter());

  function say(words: string): void {
    status.textContent = words;
  }

  function tell(view: Parameters<typeof renderView>[0], next: typeof answers = {}): void {
    told.innerHTML = renderView(view);
    answers = next;
    onTold();
    told.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true });
  }

  /** Who pressed one of its buttons goes on at the step's heading. */
  function clear(): void {
    const isHeld = told.contains(document.activeElement);
    say('');
    told.textContent = '';
    answers = {};
    if (isHeld) byId('heading-source', HTMLElement).focus({ preventScroll: true });
  }

  /** What was typed by hand is not replaced without being asked. */
  function begin(draft: FilingDraft): void {
    const start = (): void => {
      clear();
      onDraft(draft);
    };
    if (!held || !isTyped(held)) start();
    else
      tell(
        <Question
          words={t.replaces}
          choices={[
            ['replace', t.replace],
            ['keep', t.keep],
          ]}
        />,
        {
          replace: start,
          keep: clear,
        },
      );
  }

  async function read(source: ConvertSource, name: string): Promise<void> {
    const own = ++turn;
    clear();
    say(t.reading(name));
    void needReport();
    const converted = await useConverter().convert(source, {
      agency: { id: start.agencyId, name: start.agencyName, district: start.district },
      year: start.year,
      lastYear: start.last?.document,
    });
    if (own !== turn) return;
    say('');
    take(converted, name);
  }

  function take(converted: Converted, name: string): void {
    const draft = draftFrom(converted);
    if (!draft) {
      tell(<Refused page={page} name={name} refusal={tellRefusal(converted)} />);
      return;
    }
    const claim = readClaim(draft.document, start, draft.asks);
    if (claim) askWhose(claim, draft.draft, converted, name);
    else begin(draft.draft);
  }

  function draftFrom(converted: Converted): FoundDraft | undefined {
    if (converted.kind === 'document') {
      const document = parseDocument(new TextDecoder().decode(converted.bytes));
      return document && { document, draft: startFromDocument(whose, document), asks: [] };
    }
    const { conversion } = converted;
    if (conversion.outcome === 'refused') return undefined;
    const { document, asks } = conversion;
    return { document, draft: startFromConversion(whose, conversion), asks };
  }

  /** The file is another agency's, or of another year: a person decides. */
  function askWhose(claim: Claim, draft: FilingDraft, converted: Converted, name: string): void {
    tell(<OtherReport page={page} claim={claim} start={start} />, {
      use: () => {
        begin(draft);
      },
      other: () => {
        void handOver(converted, name).then(() => {
          location.assign(
            fileAddress({
              ...(claim.agencyId !== undefined && { agencyId: claim.agencyId }),
              year: claim.year,
            }),
          );
        });
      },
      drop: clear,
    });
  }

  function readClipboard(html: string, plain: string): void {
    if (html.trim() === '' && plain.trim() === '') {
      say(t.nothingPasted);
      text.focus();
    } else void read({ kind: 'clipboard', html, text: plain }, t.pasted);
  }

  async function readFiles(files: readonly File[]): Promise<void> {
    const [file] = files;
    if (!file) return;
    clear();
    if (files.length > 1) {
      onTold();
      say(t.one);
      return;
    }
    if (file.size > LIMITS.fileBytes) {
      tell(<Refused page={page} name={file.name} refusal="too-large" />);
      return;
    }
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      await read({ kind: 'file', name: file.name, bytes }, file.name);
    } catch (error) {
      // A folder, or a file that has gone meanwhile. Anything else is ours.
      if (!(error instanceof DOMException)) throw error;
      onTold();
      say(t.cannotRead(file.name));
    }
  }

  async function takeBlank(): Promise<void> {
    say(page.file.done.writing);
    const { writeBlankWord } = await import('./write-word.ts');
    const name = `${page.file.done.fileName(start.agencyName, start.year)}.docx`;
    saveFile(name, await writeBlankWord(start, page.file.done.place), WORD_TYPE);
    say(page.file.done.written(name));
  }

  function beginWith(what: string): void {
    if (what === 'form') begin(startDraft(whose));
    else if (what === 'last')
      void needReport().then(({ startFromLast }) => {
        const draft = startFromLast();
        if (draft) begin(draft);
      });
    else if (what === 'there') {
      const draft = startFromThere(start);
      if (draft) begin(draft);
    } else if (what === 'blank') void takeBlank();
  }

  section.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    const { start: what, answer, draft } = button?.dataset ?? {};
    if (what !== undefined) beginWith(what);
    else if (answer !== undefined) answers[answer]?.();
    else if (draft === 'remove')
      tell(
        <Question
          words={t.removes}
          choices={[
            ['remove', t.remove],
            ['keep', t.keep],
          ]}
        />,
        {
          remove: () => {
            void deleteDraft(start).then(() => {
              onForget();
              held = undefined;
              there.textContent = '';
              clear();
              say(t.removed);
            });
          },
          keep: clear,
        },
      );
  });
  byId('source-read', HTMLButtonElement).addEventListener('click', () => {
    readClipboard('', text.value);
  });
  takeFiles({
    input: byId('source-file', HTMLInputElement),
    drop: byId('source-drop', HTMLElement),
    isPasteWanted: (target) => !section.hidden && (target === text || !isField(target)),
    onFiles: (files) => void readFiles(files),
    onPaste: readClipboard,
  });

  return {
    show(draft, changedAtMs) {
      held = draft;
      if (!section.hidden) useConverter().warm();
      there.innerHTML = draft
        ? renderView(<DraftThere page={page} changed={printChinaMinute(makeInstant(changedAtMs))} />)
        : '';
    },
    async takeHandedOver() {
      const handed = await takeOver();
      if (handed) take(handed.converted, handed.name);
      return handed !== undefined;
    },
  };
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** What was undone is no less a person's than what stands. */
const isTyped = ({ done, undone, isFilledIn = false }: FilingDraft): boolean =>
  done.length + undone.length > 0 || isFilledIn;
