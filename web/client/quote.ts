/** "Quote this": the link is written whole, and a button copies the sentence. */
for (const quote of document.querySelectorAll('details.quote-this')) {
  for (const link of quote.querySelectorAll<HTMLAnchorElement>('[data-absolute]'))
    link.textContent = link.href;
  const button = quote.querySelector<HTMLButtonElement>('[data-copy]');
  const sentence = quote.querySelector('[data-quoted]');
  // Without TLS a browser lets nobody write to the clipboard: the sentence is there to be selected.
  if (!button || !sentence || !window.isSecureContext) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(sentence.textContent.trim()).then(
      () => {
        button.textContent = button.dataset['copy'] ?? '';
      },
      // Whoever has forbidden it still has the sentence before them.
      () => undefined,
    );
  });
}
