import type { Edition } from './catalogue.ts';
import type { IsoDay } from '../basics/calendar.ts';
import type { Figures } from './figures.ts';

/** The agency's explanation of a warning; it holds while the cells that the warning concerns stay as they are. */
export interface Explanation {
  readonly rule: string;
  readonly path: string;
  readonly text: string;
}

/** 信息处理费 (国办函〔2020〕109号); what the report does not state is left out. Amounts in fen. */
export interface ProcessingFee {
  readonly notices?: number;
  readonly noticedFen?: number;
  readonly collectedFen?: number;
}

/** 落款. */
export interface Signature {
  readonly name: string;
  readonly date: IsoDay;
}

/** One agency's report for one year, decoded: section 1 of `docs/report-format.md`. */
export interface Report {
  readonly edition: Edition;
  readonly year: number;
  readonly agency: { readonly id: string; readonly name: string; readonly creditCode?: string };
  readonly district: string;
  readonly publishedOn?: IsoDay;
  readonly sourceUrl?: string;
  /** What stands before section 一: legal basis, period of the statistics, where to read the report, contact. */
  readonly preamble?: string;
  readonly signature?: Signature;
  readonly narrative: { readonly overview: string; readonly problems: string; readonly other: string };
  readonly processingFee?: ProcessingFee;
  readonly notes: readonly { readonly path: string; readonly text: string }[];
  readonly figures: Figures;
  /** 零报告确认: the agency confirms that it received and handled no application. */
  readonly nil: boolean;
  readonly explanations: readonly Explanation[];
}
