/** `npm run synth`: every stage's templates and bundles, into cdk.out; no account and no network needed. */
import { App } from 'aws-cdk-lib';
import { addStages, checkRules } from './deployment.ts';
import { CHINA, STAGES } from './stages.ts';

const app = new App({ outdir: process.env['CDK_OUTDIR'] ?? 'cdk.out' });
addStages(app, [...STAGES, CHINA], (reason) => {
  process.stderr.write(`${reason}\n`);
});
checkRules(app);
app.synth();
