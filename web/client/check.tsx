/**
 * The check page: the rules of the server over a file's exact bytes, drawn by the views of the server. Nothing is
 * sent: the page's security policy forbids it (http/security-headers.ts), and nothing here tries.
 */
import './older-browsers.ts';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import { MAX_DOCUMENT_BYTES } from '../../shared/domain/findings/document-limits.ts';
import { showControlsInLines } from '../../shared/domain/basics/shown-controls.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import {
  applyRepair,
  checkAgain,
  checkBytes,
  checkSize,
  correctedName,
  type CheckedDocument,
  type Checking,
} from '../check/checked-document.ts';
import { listRepairs, groupSuspects } from '../form/suspect-groups.ts';
import type { Lang } from '../texts/language.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { CheckResult, writeBeside } from '../check/check-result.tsx';
import { byId } from './by-id.ts';
import { openLastYearArea } from './last-year-area.ts';

/** Our views wait for nothing. */
function rendered(view: ReturnType<typeof CheckResult>): string {
  if (view instanceof Promise) throw new TypeError('a view is asynchronous');
  return showControlsInLines(view.toString());
}

/** The page is of one language, and so is its script: each language has its own entry. */
export function startCheckPage(lang: Lang, words: Texts): void {
  const now = makeInstant(Date.now());
  const page = {
    lang,
    t: words,
    langInAddress: new URLSearchParams(location.search).has('lang'),
  };
  const t = page.t.check;

  const input = byId('check-input', HTMLElement);
  const drop = byId('check-drop', HTMLElement);
  const files = byId('check-files', HTMLInputElement);
  const text = byId('check-text', HTMLTextAreaElement);
  const run = byId('check-run', HTMLButtonElement);
  const status = byId('check-status', HTMLElement);
  const result = byId('check-result', HTMLElement);

  let documents: readonly CheckedDocument[] = [];
  let open = 0;
  /** A later drop overtakes one that is still being read. */
  let turn = 0;

  const lastYear = openLastYearArea(words, compareAgain);
  const checking = (): Checking => ({ now, lastYear: lastYear.held() });

  function draw(next: readonly CheckedDocument[], opened: number): void {
    documents = next;
    open = opened;
    // The views escape every text of the document.
    result.innerHTML = rendered(<CheckResult page={page} documents={documents} open={open} />);
    input.classList.toggle('answered', documents.length > 0);
  }

  function show(next: readonly CheckedDocument[], opened: number): void {
    draw(next, opened);
    const verdict = document.getElementById('verdict');
    verdict?.focus({ preventScroll: true });
    // With several files, the list stays in sight.
    (documents.length > 1 ? result : verdict?.closest('section'))?.scrollIntoView({ block: 'start' });
  }

  /** The same documents, beside another report of last year or none; a reason not to compare is told beside it. */
  function compareAgain(): void {
    const again = documents.map((checked) => checkAgain(checked, checking()));
    const checked = again[open];
    if (checked?.beside?.isCompared === true) {
      lastYear.tell('');
      show(again, open);
      return;
    }
    draw(again, open);
    if (!checked) lastYear.tell(t.lastYear.waits);
    else lastYear.tell(checked.beside ? writeBeside(page, checked, checked.beside) : '');
  }

  async function checkFiles(chosen: readonly File[]): Promise<void> {
    if (chosen.length === 0) return;
    const own = ++turn;
    say(t.working(formatNumber(chosen.length)));
    const checked: CheckedDocument[] = [];
    const unread: string[] = [];
    for (const file of chosen) {
      try {
        checked.push(
          // Too large to be a report: told without reading it.
          file.size > MAX_DOCUMENT_BYTES
            ? checkSize(file.name, file.size)
            : checkBytes(file.name, new Uint8Array(await file.arrayBuffer()), checking()),
        );
      } catch (error) {
        // A folder, or a file that has gone meanwhile. Anything else is ours.
        if (!(error instanceof DOMException)) throw error;
        unread.push(file.name);
      }
      if (own !== turn) return;
    }
    const accepted = checked.filter(({ kind }) => kind === 'accepted').length;
    say(
      [
        ...(unread.length > 0 ? [t.cannotRead(unread.join(page.t.agency.listSeparator))] : []),
        ...(checked.length > 1 ? [t.filesChecked(formatNumber(checked.length), formatNumber(accepted))] : []),
      ].join(' '),
    );
    if (checked.length === 0) return;
    // With several, the first that needs its clerk is shown.
    show(
      checked,
      Math.max(
        0,
        checked.findIndex(({ kind }) => kind !== 'accepted'),
      ),
    );
  }

  function checkText(pasted: string): void {
    turn++;
    if (pasted.trim() === '') {
      say(t.nothingPasted);
      text.focus();
      return;
    }
    say('');
    show([checkBytes(undefined, new TextEncoder().encode(pasted), checking())], 0);
  }

  function say(message: string): void {
    status.textContent = message;
  }

  function replaceOpen(checked: CheckedDocument): void {
    show(
      documents.map((other, i) => (i === open ? checked : other)),
      open,
    );
  }

  function repair(checked: CheckedDocument, place: string): void {
    const [group = 0, option = 0] = place.split('.').map(Number);
    const suspect = groupSuspects(checked.findings)[group]?.suspect;
    const chosen = suspect && listRepairs(suspect)[option];
    const corrected = chosen && applyRepair(checked, chosen, checking());
    if (corrected) replaceOpen(corrected);
    say(corrected ? '' : t.notApplied);
  }

  function download({ bytes }: CheckedDocument, name: string): void {
    if (!bytes) return;
    const address = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
    say(t.downloaded(name));
  }

  result.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    const checked = documents[open];
    if (!button || !checked) return;
    const { repair: place, open: opened, action } = button.dataset;
    if (place !== undefined) repair(checked, place);
    else if (opened !== undefined) show(documents, Number(opened));
    else if (action === 'download') download(checked, correctedName(checked, t.suffix));
    else if (action === 'undo' && checked.original) {
      replaceOpen(checked.original);
      say(t.restored);
    }
  });

  files.addEventListener('change', () => {
    const chosen = [...(files.files ?? [])];
    // The same file, corrected meanwhile, can be chosen again.
    files.value = '';
    void checkFiles(chosen);
  });
  run.addEventListener('click', () => checkText(text.value));

  // Anywhere on the page: a file dropped beside the area would otherwise replace the page.
  const isForLastYear = ({ target }: Event): boolean =>
    target instanceof Node && lastYear.area.contains(target);
  const markOver = (area: HTMLElement | undefined): void => {
    for (const each of [drop, lastYear.drop]) each.classList.toggle('over', each === area);
  };
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    markOver(isForLastYear(event) ? lastYear.drop : drop);
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) markOver(undefined);
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    markOver(undefined);
    const dropped = [...(event.dataTransfer?.files ?? [])];
    if (isForLastYear(event)) void lastYear.take(dropped);
    else if (dropped.length > 0) void checkFiles(dropped);
    else checkText(event.dataTransfer?.getData('text/plain') ?? '');
  });
  document.addEventListener('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length > 0) {
      event.preventDefault();
      void checkFiles(pasted);
    } else if (event.target === text) {
      // Once the text has arrived.
      setTimeout(() => checkText(text.value));
    } else checkText(event.clipboardData?.getData('text/plain') ?? '');
  });

  input.hidden = false;
}
