// T 00-welcome/01-hello crash in P and S
console.log('\u001B]0;owned\u0007\r\u202E evil \u009B31m\n::error::gha');
export async function welcome(): Promise<never> {
  throw new Error('\u001B]52;c;aGk=\u0007\r\u202E\u2066<script>alert(1)</script> ::set-output name=x::y');
}
