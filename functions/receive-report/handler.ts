import { createObjectHandler, type ObjectQueueDeps } from '../../shared/handlers/object-queue.ts';
import { receiveUpload, type ReceiveDeps } from '../../shared/pipeline/receive-upload.ts';

/**
 * A message that is no event of S3's can never be done with, and an upload that meets a damaged item of the table must
 * wait until `gouji rebuild` has mended it. Neither is lost: the upload has no submission, and reconciliation takes up
 * what has none, every night and with `gouji replay`.
 */
export function createHandler({ observer, queue, rejected, ...deps }: ReceiveDeps & ObjectQueueDeps) {
  return createObjectHandler(
    { observer, queue, rejected },
    {
      name: 'receive-report',
      what: 'upload',
      handle: async (upload, correlation, deliveries) => {
        const received = await receiveUpload(deps, { ...upload, deliveries });
        if (received.kind !== 'received') {
          observer.event(`upload ${received.kind}`, correlation);
          return;
        }
        const { outcome, findings, sha256 } = received.receipt;
        observer.event(`report ${outcome}`, { ...correlation, sha256, findings: findings.length });
        observer.count(outcome === 'accepted' ? 'ReportsAccepted' : 'ReportsReturned');
      },
    },
  );
}
