/** Filing in the browser: asks who is signed in, sends the report, and waits for what became of it. */
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { RULES } from '../../../shared/domain/rules/rule-book.ts';
import { writeDocumentBytes } from '../../file/draft-document.ts';
import { readExplanation, type FilingDraft } from '../../file/filing-draft.ts';
import { needsWords } from '../../file/filing-readiness.ts';
import type { FilingStart } from '../../file/filing-start.ts';
import { listChanges } from '../../file/send/correction-changes.ts';
import type { FilingState } from '../../file/send/filing-state.ts';
import type { SendPage } from '../../file/send/send-page.ts';
import { SendView } from '../../file/send/send-view.tsx';
import { renderView } from '../render-view.ts';
import { askWhoIsSignedIn, sendReport, type Sent } from './office-client.ts';

export interface Filing {
  /** Draws it into the step; what is under way goes on, wherever one looks meanwhile. */
  mount(step: HTMLElement, draft: FilingDraft, isReady: boolean): void;
  isFiled(draft: FilingDraft): boolean;
}

interface Given {
  readonly page: SendPage;
  readonly start: FilingStart;
  /** It was taken in. */
  readonly onFiled: () => void;
}

interface Mounted {
  readonly part: HTMLElement;
  readonly status: HTMLElement;
  readonly draft: FilingDraft;
  readonly isReady: boolean;
}

export function openFiling({ page, start, onFiled }: Given): Filing {
  const t = page.send;
  let { there } = start;
  let state: FilingState = { kind: 'asking' };
  let mounted: Mounted | undefined;
  /** What the receipt is about. */
  let filed: FilingDraft | undefined;

  function draw(): void {
    if (!mounted) return;
    const { part, draft, isReady } = mounted;
    const changes =
      state.kind === 'ready' && there ? listChanges(there.document, writeDocumentBytes(draft)) : undefined;
    const view = { page, filed: draft, state, isReady, there, changes };
    part.innerHTML = renderView(<SendView {...view} />);
  }

  function say(words: string): void {
    if (mounted) mounted.status.textContent = words;
  }

  function become(next: FilingState): void {
    state = next;
    draw();
  }

  async function ask(): Promise<void> {
    become({ kind: 'asking' });
    const told = await askWhoIsSignedIn(start.agencyId);
    if (!told) become({ kind: 'unknown' });
    else if (!told.signedIn) become({ kind: 'signed-out' });
    else become({ kind: told.mayFile ? 'ready' : 'not-yours', name: told.name });
  }

  function showShare(share: number): void {
    const percent = Math.round(share * 100);
    say(t.sending(formatNumber(percent)));
    const bar = mounted?.part.querySelector('progress');
    if (bar) bar.value = percent;
  }

  async function send(draft: FilingDraft, name: string): Promise<void> {
    become({ kind: 'sending', name });
    say(t.preparing);
    const bytes = new Uint8Array(writeDocumentBytes(draft));
    const { agencyId: agency, year } = start;
    const sent = await sendReport(
      bytes,
      { agency, year },
      {
        onShare: showShare,
        onArrived: () => {
          say(t.waiting);
          // How long the check takes nobody can tell.
          mounted?.part.querySelector('progress')?.removeAttribute('value');
        },
      },
    );
    say('');
    conclude(draft, name, bytes, sent);
    // Who pressed the button goes on where its answer is.
    mounted?.part
      .querySelector<HTMLElement>('#filing-receipt-heading, [data-send], a')
      ?.focus({ preventScroll: true });
    mounted?.part.scrollIntoView({ block: 'nearest' });
  }

  function conclude(draft: FilingDraft, name: string, bytes: Uint8Array, sent: Sent): void {
    if (sent.kind === 'unreachable') become({ kind: 'ready', name, failed: 'network' });
    else if (sent.kind === 'late') {
      filed = draft;
      become({ kind: 'late' });
    } else if (sent.kind === 'refused')
      become(
        sent.problem.code === 'signed-out'
          ? { kind: 'signed-out' }
          : { kind: 'ready', name, failed: sent.problem.message },
      );
    else {
      const { receipt } = sent;
      const isAccepted = receipt.outcome === 'accepted';
      filed = draft;
      there = {
        state: isAccepted ? 'in-force' : 'returned',
        receivedAt: receipt.receivedAt,
        document: new TextDecoder().decode(bytes),
      };
      const unexplained = receipt.findings.filter(
        (finding) =>
          needsWords(finding) &&
          RULES.explainable.has(finding.rule) &&
          readExplanation(draft, finding) === '',
      ).length;
      become({ kind: 'filed', receipt, unexplained });
      if (isAccepted) onFiled();
    }
  }

  function printReceipt(): void {
    const { classList } = document.body;
    classList.add('print-receipt');
    addEventListener('afterprint', () => classList.remove('print-receipt'), { once: true });
    print();
  }

  function onClick({ target }: Event): void {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-send]') : null;
    const action = button?.dataset['send'];
    if (action === 'again') void ask();
    else if (action === 'print') printReceipt();
    else if (action === 'file' && mounted && state.kind === 'ready') void send(mounted.draft, state.name);
  }

  return {
    mount(step, draft, isReady) {
      const part = step.querySelector<HTMLElement>('#filing-part');
      const status = step.querySelector<HTMLElement>('#filing-status');
      if (!part || !status) return;
      mounted = { part, status, draft, isReady };
      part.addEventListener('click', onClick);
      const isOver = state.kind === 'filed' || state.kind === 'late';
      if (state.kind === 'sending' || (isOver && filed === draft)) draw();
      else void ask();
    },
    isFiled: (draft) => state.kind === 'filed' && state.receipt.outcome === 'accepted' && filed === draft,
  };
}
