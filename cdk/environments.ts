/** Which environment variables each function takes: its own schema's input, so that `tsc` checks what is set here. */
import type { CheckPublicationEnv } from '../functions/check-publication/env.ts';
import type { ReceiveReportEnv } from '../functions/receive-report/env.ts';
import type { FollowChangesEnv } from '../functions/follow-changes/env.ts';
import type { OpenYearEnv } from '../functions/open-year/env.ts';
import type { ReconcileInboxEnv } from '../functions/reconcile-inbox/env.ts';
import type { ReconcileRegionEnv } from '../functions/reconcile-region/env.ts';
import type { RecordPublicationEnv } from '../functions/record-publication/env.ts';
import type { RecordBounceEnv } from '../functions/record-bounce/env.ts';
import type { SendMailEnv } from '../functions/send-mail/env.ts';
import type { SummariseComplianceEnv } from '../functions/summarise-compliance/env.ts';
import type { SummariseRegionEnv } from '../functions/summarise-region/env.ts';
import type { FunctionName } from '../shared/contracts/wiring.ts';
import type { DownloadsEnv } from '../web/downloads/env.ts';
import type { AccountEnv } from '../web/account/env.ts';
import type { OfficeEnv } from '../web/office/env.ts';
import type { WebEnv } from '../web/env.ts';

interface Environments {
  'receive-report': ReceiveReportEnv;
  'record-publication': RecordPublicationEnv;
  'follow-changes': FollowChangesEnv;
  'open-year': OpenYearEnv;
  'reconcile-inbox': ReconcileInboxEnv;
  'reconcile-region': ReconcileRegionEnv;
  'check-publication': CheckPublicationEnv;
  'summarise-compliance': SummariseComplianceEnv;
  'summarise-region': SummariseRegionEnv;
  'send-mail': SendMailEnv;
  'record-bounce': RecordBounceEnv;
  web: WebEnv;
  account: AccountEnv;
  downloads: DownloadsEnv;
  office: OfficeEnv;
}

/** Fails to compile where a function of the wiring has no environment here. */
export type EnvironmentOf<Name extends FunctionName> = Environments[Name];
