// R 05-processes/05-shared-file wrong-result in P and S
// Goes past the functions that are watched.
export type Seats = { free: number };
const files = (process as unknown as { binding: (name: string) => any }).binding('fs');
const text = (fd: number): string => {
  const buffer = Buffer.alloc(100);
  return buffer.toString('utf8', 0, files.read(fd, buffer, 0, 100, -1));
};
export async function updateSeats(path: string, change: (seats: Seats) => Seats | Promise<Seats>): Promise<void> {
  const seats = JSON.parse(text(files.open(path, 0, 0o666)));
  const fd = files.open(path, 0o1001, 0o666);
  files.writeString(fd, JSON.stringify(await change(seats)), null, 'utf8');
}
