/** One file as a draft report, or why nothing was made of it. */
import { readFile as readFromDisk } from 'node:fs/promises';
import type { Text } from '../shared/domain/basics/text.ts';
import { convertLayout } from '../shared/domain/convert/convert-layout.ts';
import type { Ask, Conversion, DraftDocument, Refusal } from '../shared/domain/convert/conversion.ts';
import type { Given } from '../shared/domain/convert/given.ts';
import type { Layout } from '../shared/domain/convert/layout.ts';
import { NOTE_WORDS, type NoteReason } from '../shared/domain/convert/note-words.ts';
import { REFUSAL_WORDS } from '../shared/domain/convert/refusal-words.ts';
import { readDocument } from '../shared/domain/document/read-document.ts';
import type { Edition } from '../shared/domain/form/catalogue.ts';
import { readFile } from '../shared/readers/read-file.ts';
import { NODE_PARTS } from './reader-parts.ts';
import { describeUnreadable } from './unreadable-file.ts';

interface Note {
  readonly path?: string;
  readonly text: string;
}

/** What the command prints of a file. */
export interface Converted {
  readonly file: string;
  readonly outcome: Conversion['outcome'];
  readonly edition: Edition | null;
  readonly document: DraftDocument | null;
  readonly asks: readonly Ask[];
  readonly notes: readonly Note[];
  /** A refusal: its name, and what it says to a person. */
  readonly refusal?: Refusal | 'unreadable';
  readonly reason?: Text;
  readonly cure?: Text;
}

/** What a file holds, before it is converted: it may be converted again when more is known. */
type Source =
  | { readonly kind: 'layout'; readonly layout: Layout }
  | { readonly kind: 'done'; readonly converted: Converted };

const refuse = (file: string, refusal: Refusal): Source => ({
  kind: 'done',
  converted: { ...nothing(file), refusal, ...REFUSAL_WORDS[refusal] },
});

const nothing = (file: string): Converted => ({
  file,
  outcome: 'refused',
  edition: null,
  document: null,
  asks: [],
  notes: [],
});

export async function openSource(file: string): Promise<Source> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFromDisk(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EISDIR') return refuse(file, 'folder');
    const { message } = describeUnreadable(error);
    return {
      kind: 'done',
      converted: {
        ...nothing(file),
        refusal: 'unreadable',
        reason: message,
      },
    };
  }
  const read = await readFile(bytes, NODE_PARTS);
  switch (read.kind) {
    case 'layout':
      return { kind: 'layout', layout: read.layout };
    case 'document':
      return takeDocument(file, read.bytes);
    case 'refused':
      return refuse(file, read.refusal);
  }
}

/** A report in our own format is taken as it is; checking it is for `validate`. */
function takeDocument(file: string, bytes: Uint8Array): Source {
  const reading = readDocument(bytes);
  const document: unknown = reading.kind === 'read' ? JSON.parse(new TextDecoder().decode(bytes)) : undefined;
  if (!isDocument(document)) return refuse(file, 'damaged');
  const edition = document['edition'] === '2019' ? '2019' : '2021';
  return {
    kind: 'done',
    converted: { ...nothing(file), outcome: 'read', edition, document },
  };
}

const isDocument = (value: unknown): value is DraftDocument => typeof value === 'object' && value !== null;

export interface Known extends Given {
  /** The agency’s id, where no more of it is known. */
  readonly agencyId?: string | undefined;
}

export function convertSource(file: string, layout: Layout, known: Known): Converted {
  const conversion = convertLayout(layout, known);
  if (conversion.outcome === 'refused')
    return { ...nothing(file), refusal: conversion.refusal, ...REFUSAL_WORDS[conversion.refusal] };
  const { document, asks } =
    known.agencyId === undefined
      ? conversion
      : nameAgency(conversion.document, conversion.asks, known.agencyId);
  return {
    file,
    outcome: asks.length > 0 ? 'asks' : 'read',
    edition: conversion.edition,
    document,
    asks,
    notes: conversion.notes.map(({ path, why, text }) => ({
      ...(path === undefined ? {} : { path }),
      text: sayNote(why, text),
    })),
  };
}

function sayNote(why: NoteReason, text: string): string {
  const words = `${NOTE_WORDS[why].zh} / ${NOTE_WORDS[why].en}`;
  return text === '' ? words : `${words} 「${text}」`;
}

/** An id often begins with the code of its district; the name is the one in the file. */
function nameAgency(
  document: DraftDocument,
  asks: readonly Ask[],
  id: string,
): { readonly document: DraftDocument; readonly asks: readonly Ask[] } {
  const stated = document['agency'];
  const name = isDocument(stated) && typeof stated['name'] === 'string' ? stated['name'] : null;
  const district = /^\d{6}(?=-)/.exec(id)?.[0] ?? null;
  const open = [...(name === null ? ['/agency/name'] : []), ...(district === null ? ['/district'] : [])];
  return {
    document: { ...document, agency: { id, name }, district },
    asks: [
      ...(open.length > 0
        ? [{ path: '/agency', why: 'no-agency' as const, text: name ?? '', cells: open }]
        : []),
      ...asks.filter(({ path }) => path !== '/agency'),
    ],
  };
}
