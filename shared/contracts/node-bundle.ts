/** How code becomes one file for Node, whoever bundles it: the deployment, the start on one machine, benches, tests. */
export const NODE_BUNDLE = { bundle: true, platform: 'node', format: 'esm', target: 'node24' } as const;

/** The site's files, which `web/build.ts` makes, are laid beside a bundle that names them. */
export const ASSET_FILES = { loader: { '.gz': 'file' }, assetNames: '[name]' } as const;
