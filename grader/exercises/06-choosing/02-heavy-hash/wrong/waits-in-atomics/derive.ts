export * from '../../starter/derive.ts';
