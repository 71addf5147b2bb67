/** How files and what was copied come to a page: chosen, dropped anywhere, or pasted. */

interface Taking {
  readonly input: HTMLInputElement;
  readonly drop: HTMLElement;
  /** What is pasted into a field of its own stays there. */
  readonly isPasteWanted: (target: EventTarget | null) => boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onPaste: (html: string, text: string) => void;
}

export function takeFiles({ input, drop, isPasteWanted, onFiles, onPaste }: Taking): void {
  input.addEventListener('change', () => {
    const chosen = [...(input.files ?? [])];
    // The same file, corrected meanwhile, can be chosen again.
    input.value = '';
    onFiles(chosen);
  });
  // Anywhere on the page: a file dropped beside the area would otherwise replace the page.
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) drop.classList.remove('over');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    const { dataTransfer } = event;
    const dropped = [...(dataTransfer?.files ?? [])];
    if (dropped.length > 0) onFiles(dropped);
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
