/** Prometheus' rules as its files have them. */
export interface RuleGroup {
  name: string;
  interval: string;
  rules: readonly Rule[];
}
export type Rule = RecordingRule | AlertingRule;

export interface RecordingRule {
  record: string;
  expr: string;
  labels: Readonly<Record<string, string>>;
}
export interface AlertingRule {
  alert: string;
  expr: string;
  for: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}
