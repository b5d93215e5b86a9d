export * from '../starter/tariff.ts';
