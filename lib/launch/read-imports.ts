import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { importRules } from './import-rules';

/**
 * Reads every import below the folders of `root`, those of types too, and holds them against the rules.
 * @throws Error when the tool does not answer with data.
 */
export async function readImports(
  root: string,
  folders: readonly string[],
): Promise<ICruiseResult> {
  const tsConfig = path.join(root, 'tsconfig.json');
  const { output } = await cruise(
    [...folders],
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: [...importRules] },
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^lib/platform/prisma-client/|^[.]next/' },
      tsPreCompilationDeps: true,
      tsConfig: { fileName: tsConfig },
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    { tsConfig: extractTSConfig(tsConfig) },
  );
  if (typeof output === 'string') throw new Error(output);
  return output;
}
