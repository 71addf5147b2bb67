/** The second area of the check page: the one file that is last year's report. It is kept by this page alone. */
import { MAX_DOCUMENT_BYTES } from '../../shared/domain/findings/document-limits.ts';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import { showControlsInLines } from '../../shared/domain/basics/shown-controls.ts';
import type { LastYearFile } from '../check/checked-document.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { byId } from './by-id.ts';

interface LastYearArea {
  readonly area: HTMLElement;
  readonly drop: HTMLElement;
  /** The report that it holds; a file that is none leaves it as it was. */
  held(): LastYearFile | undefined;
  take(files: readonly File[]): Promise<void>;
  /** Says more about what it holds. */
  tell(more: string): void;
}

/** It is compared with as it stands, right or wrong; `undefined` where it is no report that can be read. */
async function readLastYear(file: File): Promise<LastYearFile | undefined> {
  if (file.size > MAX_DOCUMENT_BYTES) return undefined;
  const decoded = decodeReport(new Uint8Array(await file.arrayBuffer()));
  return decoded.kind === 'read' && decoded.report ? { name: file.name, report: decoded.report } : undefined;
}

/** `onChange` is called when it holds another report, or none any more. */
export function openLastYearArea({ check, agency, gap }: Texts, onChange: () => void): LastYearArea {
  const t = check.lastYear;
  const input = byId('check-last-file', HTMLInputElement);
  const told = byId('check-last-told', HTMLElement);
  const remove = byId('check-last-remove', HTMLButtonElement);
  let held: LastYearFile | undefined;
  /** A later file overtakes one that is still being read. */
  let turn = 0;

  function tell(more: string): void {
    const { name, report } = held ?? {};
    const holds = name === undefined || !report ? '' : t.held(name, report.agency.name, report.year);
    told.textContent = showControlsInLines([more, holds].filter((part) => part !== '').join(gap));
    remove.hidden = !held;
  }

  function hold(next: LastYearFile | undefined): void {
    held = next;
    onChange();
  }

  async function take(files: readonly File[]): Promise<void> {
    const [file] = files;
    if (!file) return;
    const own = ++turn;
    if (files.length > 1) {
      tell(t.onlyOne(files.map(({ name }) => name).join(agency.listSeparator)));
      return;
    }
    try {
      const read = await readLastYear(file);
      if (own !== turn) return;
      if (read) hold(read);
      else tell(t.unreadable(file.name));
    } catch (error) {
      // A folder, or a file that has gone meanwhile. Anything else is ours.
      if (!(error instanceof DOMException)) throw error;
      tell(check.cannotRead(file.name));
    }
  }

  input.addEventListener('change', () => {
    const chosen = [...(input.files ?? [])];
    input.value = '';
    void take(chosen);
  });
  remove.addEventListener('click', () => {
    turn++;
    hold(undefined);
    tell(t.removed);
    input.focus();
  });

  return {
    area: byId('check-last', HTMLElement),
    drop: byId('check-last-drop', HTMLElement),
    held: () => held,
    take,
    tell,
  };
}
