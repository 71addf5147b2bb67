/** How files and what was copied come to a page: chosen, dropped anywhere, or pasted. */

interface Taking {
  readonly input: HTMLInputElement;
  readonly drop: HTMLElement;
  /** What is pasted into a field of its own stays there. */
  readonly isPasteWanted: (target: EventTarget | null) => boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onPaste: (html: string, text: string) => void;
  /** Another area, which takes what is dropped on it. */
  readonly beside?: {
    readonly drop: HTMLElement;
    readonly area: HTMLElement;
    readonly onFiles: (files: readonly File[]) => void;
  };
}

export function takeFiles({ input, drop, isPasteWanted, onFiles, onPaste, beside }: Taking): void {
  const isForOther = ({ target }: Event): boolean =>
    target instanceof Node && beside?.area.contains(target) === true;
  const markOver = (area: HTMLElement | undefined): void => {
    for (const each of [drop, beside?.drop]) each?.classList.toggle('over', each === area);
  };
  input.addEventListener('change', () => {
    const chosen = [...(input.files ?? [])];
    // The same file, corrected meanwhile, can be chosen again.
    input.value = '';
    onFiles(chosen);
  });
  /** A piece of text that is moved within a field is no file. */
  const staysInField = ({ target, dataTransfer }: DragEvent): boolean =>
    (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) &&
    dataTransfer?.types.includes('Files') !== true;
  // Anywhere on the page: a file dropped beside the area would otherwise replace the page.
  document.addEventListener('dragover', (event) => {
    if (staysInField(event)) return;
    event.preventDefault();
    markOver(isForOther(event) ? beside?.drop : drop);
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) markOver(undefined);
  });
  document.addEventListener('drop', (event) => {
    if (staysInField(event)) return;
    event.preventDefault();
    markOver(undefined);
    const { dataTransfer } = event;
    const dropped = [...(dataTransfer?.files ?? [])];
    if (beside && isForOther(event)) beside.onFiles(dropped);
    else if (dropped.length > 0) onFiles(dropped);
    else onPaste(dataTransfer?.getData('text/html') ?? '', dataTransfer?.getData('text/plain') ?? '');
  });
  document.addEventListener('paste', (event) => {
    const { clipboardData, target } = event;
    if (!isPasteWanted(target)) return;
    event.preventDefault();
    // Word puts a picture of what was copied beside its text.
    const html = clipboardData?.getData('text/html') ?? '';
    const text = clipboardData?.getData('text/plain') ?? '';
    const files = [...(clipboardData?.files ?? [])];
    if (html === '' && text === '' && files.length > 0) onFiles(files);
    else onPaste(html, text);
  });
}
