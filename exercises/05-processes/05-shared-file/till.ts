import { updateSeats } from './seats.ts';

/* A till of the box office: a process of its own. Called with the number of seats that it sells. */

const wanted = Number(process.argv[2] ?? 1);

await updateSeats('seats.json', ({ free }) => {
  if (free < wanted) throw new Error('sold out');
  return { free: free - wanted };
});
