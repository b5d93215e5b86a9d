export * from '../../starter/stars.ts';
