/** What a draft can begin with: a document that is there, the report of last year, or an empty form. */
import type { DraftDocument } from '../../../shared/domain/convert/conversion.ts';
import { startFromDocument } from '../../file/draft-document.ts';
import type { FiledFor, FilingDraft } from '../../file/filing-draft.ts';
import type { FilingStart } from '../../file/filing-start.ts';

/** Whose report of which year the draft is: as the roster says it, whatever a file says. */
export const tellWhose = ({ agencyId, agencyName, district, year }: FilingStart): FiledFor => ({
  agencyId,
  agencyName,
  district,
  year,
});

/** `undefined` where the text is no document. */
export function parseDocument(text: string): DraftDocument | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The version that was filed last. */
export function startFromThere(start: FilingStart): FilingDraft | undefined {
  const text = start.there?.document;
  const document = text === undefined ? undefined : parseDocument(text);
  return document && startFromDocument(tellWhose(start), document);
}
