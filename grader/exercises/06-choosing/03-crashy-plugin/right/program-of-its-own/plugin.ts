export * from '../../starter/plugin.ts';
