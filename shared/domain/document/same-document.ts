/** Whether two documents say the same, and what is said to an agency that files one again. */
import { printChinaMinute, type Instant } from '../basics/calendar.ts';
import type { Outcome } from '../findings/finding.ts';
import type { Report } from '../form/report.ts';
import type { Text } from '../basics/text.ts';

/** What tells one document from another. */
export interface Saying {
  /** The hash of the exact bytes; null for an object too large to be read. */
  readonly sha256: string | null;
  /** The hash of `canonicalText`, where a report could be read; submissions of earlier versions have none. */
  readonly content?: string | undefined;
}

export const saysTheSame = (a: Saying, b: Saying): boolean =>
  (a.sha256 !== null && a.sha256 === b.sha256) || (a.content !== undefined && a.content === b.content);

/** How two documents are the same; `undefined` where they say different things. */
export function samenessBetween(a: Saying, b: Saying): 'bytes' | 'content' | undefined {
  if (!saysTheSame(a, b)) return undefined;
  return a.sha256 === b.sha256 ? 'bytes' : 'content';
}

/** Everything that a report says, however its document is written: white space and the order of keys are gone. */
export const canonicalText = ({ figures: { edition, cells }, ...rest }: Report): string =>
  JSON.stringify([rest, edition, cells.join()]);

/** An earlier submission that says the same: the report in force, what the office returned, or what was returned last. */
export interface SameAs {
  readonly submissionId: string;
  readonly receivedAt: Instant;
  readonly outcome: Outcome;
  readonly message: Text;
}

export function sameAs(
  { submissionId, receivedAt }: { readonly submissionId: string; readonly receivedAt: Instant },
  outcome: Outcome,
): SameAs {
  const minute = printChinaMinute(receivedAt);
  const message =
    outcome === 'accepted'
      ? {
          zh: `内容与有效报告(${minute} 收到)相同,已存档,不算更正。`,
          en: `It says the same as the report in force, received ${minute} (China time): kept, and nothing is corrected.`,
        }
      : {
          zh: `内容与 ${minute} 收到并已退回的文件相同。请先改正所列各处,再报送。`,
          en: `It says the same as what was received ${minute} (China time) and returned. Correct what is listed first, then file it again.`,
        };
  return { submissionId, receivedAt, outcome, message };
}

/** What the office returned before, filed again as it was. */
export function sameAsReturned(
  submission: { readonly submissionId: string; readonly receivedAt: Instant },
  { at, reason }: { readonly at: Instant; readonly reason: string },
): SameAs {
  const minute = printChinaMinute(at);
  const { submissionId, receivedAt } = submission;
  return {
    submissionId,
    receivedAt,
    outcome: 'returned',
    message: {
      zh: `报告已接收,但内容与主管部门 ${minute} 退回的报告相同,没有更正。退回理由:${reason}`,
      en: `It is accepted, but says the same as the report that the office returned ${minute} (China time), unchanged. It was returned because: ${reason}`,
    },
  };
}
