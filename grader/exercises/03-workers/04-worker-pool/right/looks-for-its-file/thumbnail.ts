export * from '../../starter/thumbnail.ts';
