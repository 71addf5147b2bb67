/** The last step in the browser: what can be taken along, and filing. */
import type { DraftCheck } from '../../file/draft-check.ts';
import { writeDocumentBytes } from '../../file/draft-document.ts';
import { DoneView, nameDocument } from '../../file/confirm/done-view.tsx';
import type { FilingDraft } from '../../file/filing-draft.ts';
import type { FilingPage } from '../../file/filing-page.ts';
import { isWhole, tellReadiness } from '../../file/filing-readiness.ts';
import { byId } from '../by-id.ts';
import type { Filing } from './file-send.tsx';
import { renderView } from '../render-view.ts';
import { saveFile, WORD_TYPE } from '../save-file.ts';

interface DoneGiven {
  readonly page: FilingPage;
  readonly draft: FilingDraft;
  readonly check: DraftCheck;
  readonly filing: Filing;
}

export function mountDone(parent: HTMLElement, given: DoneGiven): void {
  const { page, draft, check, filing } = given;
  const t = page.file.done;
  const root = document.createElement('div');
  root.innerHTML = renderView(<DoneView page={page} draft={draft} check={check} />);
  parent.replaceChildren(root);
  filing.mount(root, draft, isWhole(tellReadiness(draft, check)));

  function say(words: string): void {
    byId('done-status', HTMLElement).textContent = words;
  }

  async function takeWord(): Promise<void> {
    say(t.writing);
    try {
      const { writeDraftWord } = await import('./write-word.ts');
      const foot = isWhole(tellReadiness(draft, check)) ? '' : t.draftFoot;
      const name = `${t.fileName(draft.agencyName, draft.year)}.docx`;
      saveFile(name, await writeDraftWord(draft, foot), WORD_TYPE);
      say(t.written(name));
    } catch (error) {
      say(t.notWritten);
      throw error;
    }
  }

  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-take]') : null;
    const take = button?.dataset['take'];
    if (take === 'data') {
      saveFile(nameDocument(draft), writeDocumentBytes(draft), 'application/json');
      say(t.written(nameDocument(draft)));
    } else if (take === 'word') void takeWord();
    else if (take === 'print') print();
  });
}
