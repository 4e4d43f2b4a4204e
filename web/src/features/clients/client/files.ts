import { dataOf, Refusal } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

const bucket = 'documents';
const nameLength = 200;
// the address is cut off or read otherwise at these; a name with them is shown as it is and kept without
const unkept = /[\p{Cc}\\/#?%]/gu;

/** Where a file of a client is kept: below the client's folder, which decides who sees it. */
export const placeOf = (clientId: string, fileName: string, unique: string): string => {
  const kept = fileName.replaceAll(unkept, '-').replace(/^\.+/, '').slice(-nameLength);
  return `${clientId}/${unique}/${kept === '' ? 'file' : kept}`;
};

export type Progress = (share: number) => void;

/** Sends a file, then files it as a document of the client; nothing stays where the second is refused. */
export async function uploadDocument(
  clientId: string,
  file: File,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const files = supabase.storage.from(bucket);
  const path = placeOf(clientId, file.name, crypto.randomUUID());
  const { signedUrl } = await dataOf(files.createSignedUploadUrl(path));
  await send(signedUrl, file, onProgress, signal);
  try {
    await dataOf(
      supabase
        .from('documents')
        .insert({
          client_id: clientId,
          name: file.name.slice(0, 500),
          storage_path: `${bucket}/${path}`,
          size_bytes: file.size,
          mime_type: file.type === '' ? null : file.type,
        })
        .select('id'),
    );
  } catch (error) {
    await files.remove([path]);
    throw error;
  }
}

/** Saves the file of a document under the document's name. */
export async function saveDocument(storagePath: string, name: string): Promise<void> {
  const path = storagePath.slice(bucket.length + 1);
  const { signedUrl } = await dataOf(supabase.storage.from(bucket).createSignedUrl(path, 60));
  // the client library encodes a name given to it twice
  window.location.assign(`${signedUrl}&download=${encodeURIComponent(name)}`);
}

// fetch tells nothing of how far an upload has come
const send = (address: string, file: File, onProgress: Progress, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', address);
    request.setRequestHeader('content-type', file.type === '' ? 'application/octet-stream' : file.type);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () =>
      request.status < 300
        ? resolve()
        : reject(refusedBy(request.responseText, request.getResponseHeader('x-request-id')));
    request.onerror = () =>
      reject(new Refusal('The server could not be reached.', 'offline', 'Check the connection.'));
    request.onabort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('Cancelled'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });

const words: Record<string, string> = {
  '413': 'The file is larger than 50 MB.',
  '415': 'Files of this type can’t be kept here.',
};

/** What storage said of an upload, in words for the person who sent it. */
export function refusedBy(body: string, requestId: string | null): Refusal {
  try {
    const said = JSON.parse(body) as { statusCode?: string; message?: string };
    const code = said.statusCode ?? 'unknown';
    return new Refusal(
      words[code] ?? said.message ?? 'The server did not take the file.',
      code === '403' ? '42501' : code,
      undefined,
      requestId ?? undefined,
    );
  } catch {
    return new Refusal('The server did not take the file.', 'unknown', undefined, requestId ?? undefined);
  }
}
