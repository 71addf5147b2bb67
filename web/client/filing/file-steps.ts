/** One step of the page is seen at a time; each has an address, and the browser's back leads to the one before. */
import { isStep, STEPS, type Step } from '../../file/filing-start.ts';
import type { FileTexts } from '../../texts/file-zh-cn.ts';
import { byId } from '../by-id.ts';

interface Steps {
  current(): Step;
  /** Shows a step under its address; `replaces` where going back to what was shown before would make no sense. */
  go(step: Step, replaces?: boolean): Promise<void>;
  /** Shows a step whose address it is already. */
  show(step: Step): Promise<void>;
  /** All others are still to be done. */
  mark(done: readonly Step[]): void;
}

export function openSteps({
  words,
  onShow,
}: {
  readonly words: FileTexts;
  /** Settled once the step is drawn. */
  readonly onShow: (step: Step) => Promise<void>;
}): Steps {
  const nav = document.querySelector<HTMLElement>('.filing-steps');
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.filing-steps a[data-step]')];
  const sections = new Map(STEPS.map((step) => [step, byId(`step-${step}`, HTMLElement)]));
  let current: Step = 'agency';

  function show(step: Step): Promise<void> {
    current = step;
    for (const [each, section] of sections) section.hidden = each !== step;
    for (const link of links)
      if (link.dataset['step'] === step) link.setAttribute('aria-current', 'step');
      else link.removeAttribute('aria-current');
    keepStep(step);
    return onShow(step);
  }

  /** In another language, and in other colours, the page shows the same step. */
  function keepStep(step: Step): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a.language, .menu-theme a')) {
      const address = new URL(link.href);
      address.searchParams.set('step', step);
      link.href = address.href;
    }
  }

  function go(step: Step, replaces = false): Promise<void> {
    const address = links.find((link) => link.dataset['step'] === step)?.href ?? location.href;
    if (replaces) history.replaceState({ step }, '', address);
    else history.pushState({ step }, '', address);
    const shown = show(step);
    byId(`heading-${step}`, HTMLElement).focus({ preventScroll: true });
    nav?.scrollIntoView({ block: 'start' });
    return shown;
  }

  document.addEventListener('click', (event) => {
    const { target, ctrlKey, metaKey, shiftKey, button } = event;
    const link = target instanceof Element ? target.closest<HTMLElement>('[data-step]') : null;
    const step = link?.dataset['step'] ?? '';
    if (!isStep(step) || ctrlKey || metaKey || shiftKey || button !== 0) return;
    event.preventDefault();
    const cell = link?.dataset['cell'];
    void go(step).then(() => {
      if (cell !== undefined) document.getElementById(cell)?.querySelector('input')?.focus();
    });
  });
  addEventListener('popstate', () => {
    const step = new URLSearchParams(location.search).get('step') ?? '';
    void show(isStep(step) ? step : 'agency');
  });
  for (const hidden of document.querySelectorAll<HTMLElement>('.only-script')) hidden.hidden = false;

  return {
    current: () => current,
    go,
    show,
    mark(done) {
      for (const link of links) {
        const isDone = done.some((step) => step === link.dataset['step']);
        link.classList.toggle('step-done', isDone);
        const state = link.querySelector('.step-state');
        if (state) state.textContent = isDone ? words.stepDone : words.stepOpen;
      }
    },
  };
}
