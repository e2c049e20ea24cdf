export function installMetricServers(): Promise<unknown>;
export function programs(): Record<'prometheus' | 'promtool' | 'victoria', string | undefined>;
