/**
 * The check page: the rules of the server over a file's exact bytes, drawn by the views of the server. Nothing is
 * sent: the page's security policy forbids it (http/security-headers.ts), and nothing here tries.
 */
import './older-browsers.ts';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import {
  applyRepair,
  checkAgain,
  correctedName,
  type CheckedDocument,
  type Checking,
} from '../check/checked-document.ts';
import { listRepairs, groupSuspects } from '../form/suspect-groups.ts';
import type { Lang } from '../texts/language.ts';
import type { FileLookTexts } from '../texts/file-look-zh-cn.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { CheckResult, writeBeside } from '../check/check-result.tsx';
import { byId } from './by-id.ts';
import { checkClipboard, checkFile, isDocumentText, warmConverter } from './check-files.ts';
import { takeFiles } from './filing/file-taking.ts';
import { goOnFiling } from './filing/go-on-filing.ts';
import { openLastYearArea } from './last-year-area.ts';
import { renderView } from './render-view.ts';
import { saveFile } from './save-file.ts';

/** The page is of one language, and so is its script: each language has its own entry. */
export function startCheckPage(lang: Lang, words: Texts, look: FileLookTexts): void {
  const now = makeInstant(Date.now());
  const page = {
    lang,
    t: words,
    look,
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
    result.innerHTML = renderView(<CheckResult page={page} documents={documents} open={open} />);
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
      const read = await checkFile(file, checking());
      if (own !== turn) return;
      if (read) checked.push(read);
      else unread.push(file.name);
    }
    const accepted = checked.filter(({ kind }) => kind === 'accepted').length;
    say(
      [
        ...(unread.length > 0 ? [t.cannotRead(unread.join(page.t.agency.listSeparator))] : []),
        ...(checked.length > 1 ? [t.filesChecked(formatNumber(checked.length), formatNumber(accepted))] : []),
      ].join(page.t.gap),
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

  async function checkPasted(html: string, pasted: string): Promise<void> {
    const own = ++turn;
    if (html.trim() === '' && pasted.trim() === '') {
      say(t.nothingPasted);
      text.focus();
      return;
    }
    say(isDocumentText(pasted) ? '' : t.working(formatNumber(1)));
    const checked = await checkClipboard(html, pasted, checking());
    if (own !== turn) return;
    say('');
    show([checked], 0);
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
    saveFile(name, bytes, 'application/json');
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
    } else if (action === 'file') void goOnFiling(checked);
  });

  run.addEventListener('click', () => void checkPasted('', text.value));
  takeFiles({
    input: files,
    drop,
    isPasteWanted: () => true,
    onFiles: (chosen) => void checkFiles(chosen),
    onPaste: (html, pasted) => void checkPasted(html, pasted),
    beside: { drop: lastYear.drop, area: lastYear.area, onFiles: (dropped) => void lastYear.take(dropped) },
  });

  input.hidden = false;
  warmConverter();
}
