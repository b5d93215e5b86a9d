export * from '../../starter/timetable.ts';
