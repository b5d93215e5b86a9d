export * from '../../starter/app.ts';
