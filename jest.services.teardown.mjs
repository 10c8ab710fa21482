export default async function tearDown() {
  await globalThis.starlingTestServices?.stop();
}
