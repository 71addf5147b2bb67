/** Numbers are copied without the spaces that group their digits: a spreadsheet takes `1 204` for a text. */
const GROUPED = /(\d)\u00a0(?=\d{3}(?!\d))/g;
const ungroup = (text: string): string => text.replace(GROUPED, '$1');

document.addEventListener('copy', (event) => {
  const selection = document.getSelection();
  const { clipboardData, target } = event;
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (!selection || selection.rangeCount === 0 || !clipboardData || isField) return;
  const text = selection.toString();
  // The browser copies whatever has no such number as it likes best.
  if (ungroup(text) === text) return;
  clipboardData.setData('text/plain', ungroup(text));
  // Cells selected one by one are a range each: as text they are all there, and a page would be of the first alone.
  if (selection.rangeCount === 1) clipboardData.setData('text/html', ungroupHtml(selection.getRangeAt(0)));
  event.preventDefault();
});

function ungroupHtml(range: Range): string {
  const copied = document.createElement('div');
  copied.append(wrapInTable(range));
  const texts = document.createTreeWalker(copied, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    node.textContent = ungroup(node.textContent ?? '');
  return copied.innerHTML;
}

/** Rows and cells without their table would be no table where they are pasted. */
function wrapInTable(range: Range): Node {
  const { commonAncestorContainer: common } = range;
  const within = common instanceof Element ? common : common.parentElement;
  const table = within?.closest('table');
  let copied: Node = range.cloneContents();
  for (let outer = within; table && outer && table.contains(outer); outer = outer.parentElement) {
    const shell = outer.cloneNode(false);
    shell.appendChild(copied);
    copied = shell;
  }
  return copied;
}
