/** What a key takes. */
export interface Key {
  /** `numbers`: a number for each name that the user gives; `texts`: a list. */
  type: 'text' | 'number' | 'numbers' | 'texts';
  description: string;
  /** Numbers: within these, the ends included; `above` without it. */
  least?: number;
  above?: number;
  most?: number;
  /** Texts: nothing else. */
  values?: readonly string[];
}

/** A key for each thing that a row of the configuration holds. */
export type Keys<T> = Readonly<Record<keyof T & string, Key>>;

/** One kind of row: its keys, what it must have, and of what it must have at least one. */
export interface RowShape<T = Record<string, unknown>> {
  keys: Keys<T>;
  required: readonly (keyof T & string)[];
  oneOf: readonly (keyof T & string)[];
  /** What is wrong with a row that has none of these. */
  lacking: string;
}

/** A section that holds one row. */
export interface OneRow<T = Record<string, unknown>> {
  type: 'row';
  description: string;
  row: RowShape<T>;
}

/** A section that is a list of rows. */
export interface Rows<T = Record<string, unknown>> {
  type: 'rows';
  description: string;
  row: RowShape<T>;
}

/** A section that is a list of texts. */
export interface Texts {
  type: 'texts';
  description: string;
}

/** A section that takes one of the values for each name. */
export interface Choices {
  type: 'choices';
  description: string;
  /** What each of them is for. */
  names: Readonly<Record<string, string>>;
  values: readonly string[];
}
