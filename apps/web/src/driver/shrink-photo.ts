const LONGEST_PX = 1600;
/** Below the service's limit of 1 MiB with room to spare. */
const MOST_BYTES = 900_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4];

const toJpeg = (canvas: HTMLCanvasElement, quality: number): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The photo cannot be drawn.')) : resolve(blob)),
      'image/jpeg',
      quality,
    );
  });

/** A photo as a JPEG of at most 1600 px and 900 kB: a night's photos go through a weak connection. Position data is gone. */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  for (const quality of QUALITIES) {
    const blob = await toJpeg(canvas, quality);
    if (blob.size <= MOST_BYTES) return blob;
  }
  throw new Error('The photo stays too large.');
}

/** SHA-256 of the bytes, hexadecimal: the photo's name. */
export async function hashOf(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
