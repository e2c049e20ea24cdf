import type { CountTokens } from '../../server/core/ports.ts';
import { createMeterCounter } from '../../server/workspace/assets.ts';
import { layAssets } from '../harness/assets.ts';

/** Counts as a build of the project does. */
export const openCounters = async (): Promise<CountTokens> => createMeterCounter(await layAssets());
