import type { Column } from './filter';

/** How one resource can be listed: its columns under their API names, in words of KFP's database model. */
export interface Listing<Row> {
  /** Go type of the model, for messages. */
  readonly model: string;
  /** Table prefix of filter and sort columns, empty for runs. */
  readonly prefix: string;
  /** API field name -> database column; several names may share one. */
  readonly fields: Readonly<Record<string, string>>;
  /** Value of a database column. */
  readonly column: (row: Row, column: string) => Column;
  /** Accepts `metric:<name>` for sorting (runs); such a metric is never reported. */
  readonly metrics?: boolean;
}
