/** A file that comes before its agency is chosen: it is read, kept for the choice, and says whom to look for. */
import { REFUSAL_WORDS } from '../../../shared/domain/convert/refusal-words.ts';
import { fileAddress } from '../../site/file-address.ts';
import type { FileTexts } from '../../texts/file-zh-cn.ts';
import { tellRefusal, type Converted, type ConvertSource } from '../../file/converted.ts';
import { inLang, type Lang } from '../../texts/language.ts';
import { byId } from '../by-id.ts';
import { findConverter } from '../convert/convert-file.ts';
import { handOver, isHandedOver } from './draft-store.ts';
import { parseDocument } from './file-starts.ts';
import { takeFiles } from './file-taking.ts';

export function takeFileFirst(lang: Lang, { source: t, look }: FileTexts): void {
  const told = byId('draft-told', HTMLElement);
  const converter = findConverter();

  async function read(source: ConvertSource, name: string): Promise<void> {
    told.textContent = t.reading(name);
    const converted = await converter.convert(source, {});
    const document = readDocument(converted);
    if (!document) {
      const { reason, cure } = REFUSAL_WORDS[tellRefusal(converted)];
      told.textContent = `${t.refused(name)} · ${inLang(reason, lang)} ${inLang(cure, lang)}`;
      return;
    }
    const isKept = await handOver(converted, name);
    if (!isKept) {
      told.textContent = look.unsaved;
      return;
    }
    const { agency, year } = document;
    const words = typeof agency === 'object' && agency !== null && 'name' in agency ? agency.name : '';
    location.assign(
      fileAddress({
        ...(typeof words === 'string' && words !== '' && { query: words }),
        ...(typeof year === 'number' && { year }),
      }),
    );
  }

  takeFiles({
    input: document.createElement('input'),
    drop: document.body,
    isPasteWanted: (target) => !(target instanceof HTMLInputElement),
    onFiles: ([file]) => {
      if (file)
        void file.arrayBuffer().then(
          (bytes) => read({ kind: 'file', name: file.name, bytes: new Uint8Array(bytes) }, file.name),
          () => {
            told.textContent = t.cannotRead(file.name);
          },
        );
    },
    onPaste: (html, text) => {
      if (html.trim() + text.trim() !== '') void read({ kind: 'clipboard', html, text }, t.pasted);
    },
  });
  void isHandedOver().then((isWaiting) => {
    if (isWaiting) told.textContent = t.waits;
  });
}

function readDocument(converted: Converted): Readonly<Record<string, unknown>> | undefined {
  if (converted.kind === 'document') return parseDocument(new TextDecoder().decode(converted.bytes));
  const { conversion } = converted;
  return conversion.outcome === 'refused' ? undefined : conversion.document;
}
