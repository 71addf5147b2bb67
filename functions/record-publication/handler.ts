import { createObjectHandler, type ObjectQueueDeps } from '../../shared/handlers/object-queue.ts';
import { receivePublication, type PublicationDeps } from '../../shared/pipeline/receive-publication.ts';

/** What fails for good is taken up by reconciliation, as an upload is: its object is there, and its record is not. */
export function createHandler({ observer, queue, rejected, ...deps }: PublicationDeps & ObjectQueueDeps) {
  return createObjectHandler(
    { observer, queue, rejected },
    {
      name: 'record-publication',
      what: 'publication',
      handle: async (upload, correlation) => {
        const received = await receivePublication(deps, upload);
        if (received.kind !== 'received') {
          observer.event(`publication ${received.kind}`, correlation);
          return;
        }
        const { outcome, problems } = received.receipt;
        observer.event(`publication ${outcome}`, { ...correlation, problems: problems.length });
        observer.count(outcome === 'recorded' ? 'PublicationsRecorded' : 'PublicationsRefused');
      },
    },
  );
}
