export type * from '../starter/reader.ts';
