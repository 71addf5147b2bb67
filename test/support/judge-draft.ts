/** What the rules say of a draft that a conversion made. */
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import type { DraftDocument } from '../../shared/domain/convert/conversion.ts';
import type { Finding } from '../../shared/domain/findings/finding.ts';
import { checkDocument } from '../../shared/domain/verdict/check-report.ts';

const LATER = makeInstant(Date.UTC(2027, 0, 15));

export const judgeDraft = (document: DraftDocument): readonly Finding[] =>
  checkDocument(new TextEncoder().encode(JSON.stringify(document)), LATER).findings;
