export * from '../starter/lottery.ts';
