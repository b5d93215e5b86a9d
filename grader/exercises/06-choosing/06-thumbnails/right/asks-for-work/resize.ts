export * from '../../starter/resize.ts';
