/** An act as it was typed into a form, with all that was typed, and what is asked for by that. */
import { isIsoDay, type IsoDay } from '../../../shared/domain/basics/calendar.ts';
import { chooseEdition } from '../../../shared/domain/form/catalogue.ts';
import { findPlaceName, listPlaces } from '../../../shared/domain/form/cell-names.ts';
import { EXPLANATION_ANSWERS, type Deed } from '../../../shared/domain/standing/acts/act.ts';
import type { readFields } from '../../http/form-fields.ts';
import { inLang, LANGS } from '../../texts/language.ts';
import { sayFault, type ActFault } from './act-faults.ts';

export interface DraftedAct {
  readonly kind: DeedKind;
  readonly submission: string;
  readonly why: string;
  readonly until: string;
  /** Ticked, as JSON Pointers. */
  readonly paths: readonly string[];
  /** Written freely. */
  readonly places: readonly string[];
  readonly answer: string;
  /** Which one to withdraw. */
  readonly act: string;
}

export type DeedKind = Deed['kind'];

const KINDS: Readonly<Record<DeedKind, true>> = {
  return: true,
  demand: true,
  confirm: true,
  'answer-explanation': true,
  note: true,
  withhold: true,
  withdraw: true,
};
const isDeedKind = (text: string): text is DeedKind => Object.hasOwn(KINDS, text);

/** `undefined` where it is no form of ours. */
export function readDraft(field: Awaited<ReturnType<typeof readFields>>): DraftedAct | undefined {
  const kind = field('kind') ?? '';
  if (!isDeedKind(kind)) return undefined;
  const text = (name: string): string => (field(name) ?? '').trim();
  return {
    kind,
    submission: text('submission'),
    // A form sends ends of lines as the network has them.
    why: text('why').replaceAll('\r\n', '\n'),
    until: text('until'),
    paths: field.all('path'),
    places: field.all('place').flatMap((place) => (place.trim() === '' ? [] : [place.trim()])),
    answer: text('answer'),
    act: text('act'),
  };
}

type ReadDeed =
  { readonly kind: 'deed'; readonly deed: Deed } | { readonly kind: 'faulty'; readonly fault: ActFault };

/** What is asked for; whether it can be done is looked at later. */
export function readDeed(draft: DraftedAct, year: number): ReadDeed {
  const { kind, submission: submissionId } = draft;
  switch (kind) {
    case 'return':
    case 'demand': {
      const until = readDay(draft.until);
      if (until === undefined) return faulty(sayFault('until', (t) => t.dayMissing));
      if (typeof until !== 'string') return faulty(until);
      const named = readPlaces(draft, year);
      if ('field' in named) return faulty(named);
      return deed({ kind, submissionId, until, ...(named.paths.length > 0 && { paths: named.paths }) });
    }
    case 'confirm':
    case 'withhold':
      return deed({ kind, submissionId });
    case 'answer-explanation': {
      const answer = EXPLANATION_ANSWERS.find((one) => one === draft.answer);
      return answer
        ? deed({ kind, submissionId, answer })
        : faulty(sayFault('answer', (t) => t.answerMissing));
    }
    case 'note': {
      const until = readDay(draft.until);
      if (until !== undefined && typeof until !== 'string') return faulty(until);
      return deed({ kind, ...(until !== undefined && { until }) });
    }
    case 'withdraw':
      return deed({ kind, act: draft.act });
  }
}

const deed = (one: Deed): ReadDeed => ({ kind: 'deed', deed: one });
const faulty = (fault: ActFault): ReadDeed => ({ kind: 'faulty', fault });

function readDay(typed: string): IsoDay | ActFault | undefined {
  if (typed === '') return undefined;
  return isIsoDay(typed) ? typed : sayFault('until', (t) => t.notADay(typed));
}

/** Each once: what was ticked, then what was written, by its name in either language or as findings name it. */
function readPlaces(
  { paths, places }: DraftedAct,
  year: number,
): { readonly paths: readonly string[] } | ActFault {
  const edition = chooseEdition(year);
  const named = new Map(
    listPlaces(edition).flatMap(([path, name]) => LANGS.map((lang) => [inLang(name, lang), path] as const)),
  );
  const found = [...paths];
  for (const typed of places) {
    const path = findPlaceName(edition, typed) ? typed : named.get(typed);
    if (path === undefined) return sayFault('places', (t) => t.unknownPlace(typed));
    found.push(path);
  }
  return { paths: [...new Set(found)] };
}
