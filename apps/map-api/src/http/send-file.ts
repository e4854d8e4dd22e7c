import type { FastifyReply } from 'fastify';

/** Sends a PDF or zip to be saved under its Japanese name (RFC 6266). */
export const sendFile = (reply: FastifyReply, fileName: string, bytes: Uint8Array): Buffer => {
  const type = fileName.endsWith('.pdf') ? 'application/pdf' : 'application/zip';
  const name = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  reply.header('content-type', type).header('content-disposition', `attachment; filename*=UTF-8''${name}`);
  return Buffer.from(bytes);
};
